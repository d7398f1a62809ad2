"""Petugas dukungan: who takes part in the assignment of tickets, and who is on duty."""

from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, NumberRange

from admin_views.framework.lists.columns import moment_cell, person_cell
from admin_views.framework.lists.filters import YesNoFilter
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import Invalid
from app.core.i18n import N_
from app.http.forms.base import WholeNumberField
from app.models.accounts.user import DESK, Role, User
from app.models.support.settings.agent import SupportAgent
from app.models.support.ticket import TicketKind
from app.models.support.ticket_steps import SUPPORT_TEAM
from workflows.support import assign_waiting, list_possible_assignees


class AgentForm(PanelForm):
    user_id = SelectField(N_("Petugas"), coerce=int)
    on_duty = BooleanField(N_("Sedang bertugas"))
    most_open = WholeNumberField(
        N_("Tiket terbuka paling banyak"), validators=[InputRequired(), NumberRange(min=1, max=500)], default=10
    )

    def process(self, formdata: Any = None, obj: Any = None, **data: Any) -> None:
        people = list_possible_assignees(db.session(), kind=TicketKind.PROBLEM)
        self["user_id"].choices = [(str(user_id), name) for user_id, name in people]
        super().process(formdata, obj=obj, **data)


class AgentView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = SUPPORT_TEAM
    may_write: ClassVar[frozenset[Role] | None] = DESK | {Role.SUPPORT}
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False

    column_list = ("user", "on_duty", "most_open", "last_assigned_at")
    column_labels: ClassVar[dict[str, Any]] = {
        "user": N_("Petugas"),
        "on_duty": N_("Sedang bertugas"),
        "most_open": N_("Tiket terbuka paling banyak"),
        "last_assigned_at": N_("Terakhir diberi tiket"),
    }
    column_default_sort = ("id", False)
    column_sortable_list = ()
    column_filters = (YesNoFilter("duty", N_("Sedang bertugas"), SupportAgent.on_duty),)
    column_formatters: ClassVar[dict[str, Any]] = {"user": person_cell, "last_assigned_at": moment_cell}
    form = AgentForm

    def create_record(self, session: Session, form: Any, actor: User) -> SupportAgent:
        return self.edit_record(session, form, SupportAgent(), actor)

    def edit_record(self, session: Session, form: Any, record: SupportAgent, actor: User) -> SupportAgent:  # noqa: ARG002
        """Whoever comes on duty is given what waits."""
        taken = select(SupportAgent.id).where(
            SupportAgent.user_id == form.user_id.data, SupportAgent.id != (record.id or 0)
        )
        if session.scalar(taken) is not None:
            raise Invalid(N_("Petugas ini sudah terdaftar."), field="user_id")
        record.user_id, record.on_duty, record.most_open = form.user_id.data, form.on_duty.data, form.most_open.data
        session.add(record)
        session.flush()
        assign_waiting(session, now=utc_now())
        return record
