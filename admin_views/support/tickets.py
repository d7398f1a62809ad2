"""Tiket Dukungan: what the technical team is asked to look after."""

from typing import Any, ClassVar

from sqlalchemy.orm import Session, defer
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from admin_views.framework.lists.columns import moment_cell, person_cell, short_text, status_of
from admin_views.framework.lists.filters import DayFilter, YesNoFilter
from admin_views.framework.lists.people_filters import people_filter
from admin_views.framework.lists.search_config import SUPPORT
from admin_views.framework.model_view import AdminModelView, PanelForm
from admin_views.framework.navigation import record_url
from app.core.clock import utc_now
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.models.accounts.user import DESK, TECHNICAL, Role, User
from app.models.feedback.feedback import Feedback
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.presenters.dates import moment
from workflows.support import open_support_ticket


class TicketForm(PanelForm):
    subject = StringField(N_("Subjek"), validators=[InputRequired(), Length(max=150)])
    description = TextAreaField(
        N_("Apa yang perlu dikerjakan"), validators=[InputRequired(), Length(max=20_000)], render_kw={"rows": 8}
    )


class SupportView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK | TECHNICAL
    opens: ClassVar[frozenset[str]] = frozenset({"create", "export"})
    flow: ClassVar[Flow | None] = SUPPORT_FLOW
    search_plan = SUPPORT
    empty_text = N_("Tiket dukungan dibuat di sini, atau dari masukan lewat tombol “Teruskan”.")

    column_list = ("number", "subject", "assignee", "created_at", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "number": N_("Nomor"),
        "subject": N_("Subjek"),
        "assignee": N_("Dikerjakan oleh"),
        "created_at": N_("Dibuat"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("number", "created_at", "status")
    column_filters = (
        "status",
        people_filter("assignee", N_("Dikerjakan oleh"), lambda user_id: SupportTicket.assignee_id == user_id,
                      Role.CS, Role.DEVELOPER, Role.DEVOPS, Role.ADMIN),
        YesNoFilter("forwarded", N_("Dari masukan"), SupportTicket.origin_feedback_id.is_not(None)),
        DayFilter("date", N_("Dibuat"), SupportTicket.created_at),
    )  # fmt: skip
    column_formatters: ClassVar[dict[str, Any]] = {
        "subject": short_text(70),
        "assignee": person_cell,
        "created_at": moment_cell,
        "status": status_of(SUPPORT_FLOW),
    }

    def _loads_of_columns(self) -> list[Any]:
        return [*super()._loads_of_columns(), defer(SupportTicket.description)]

    def get_create_form(self) -> Any:
        return TicketForm

    def create_record(self, session: Session, form: Any, actor: User) -> SupportTicket:
        return open_support_ticket(
            session, subject=form.subject.data, description=form.description.data, actor=actor, now=utc_now()
        )

    def record_title(self, record: SupportTicket) -> str:
        return f"{record.number} · {record.subject}"

    def record_sections(self, record: SupportTicket) -> list[dict[str, Any]]:
        rows = [
            (gettext("Apa yang perlu dikerjakan"), record.description),
            (gettext("Dibuat"), f"{moment(record.created_at)} – {record.created_by or gettext('Sistem')}"),
            (gettext("Dikerjakan oleh"), record.assignee.name if record.assignee else None),
            (gettext("Mulai dikerjakan"), moment(record.taken_at) if record.taken_at else None),
            (gettext("Berakhir"), moment(record.ended_at) if record.ended_at else None),
            (gettext("Hasil"), record.outcome or None),
        ]
        return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1] is not None]}]

    def record_links(self, record: SupportTicket) -> list[dict[str, Any]]:
        origin = record.origin_feedback
        href = record_url(Feedback, origin.id) if origin else None
        return [{"label": origin.number, "href": href, "icon": "chat"}] if origin and href else []
