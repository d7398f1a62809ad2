"""Tim dukungan: the desk's teams and who is in them."""

from typing import Any, ClassVar

from sqlalchemy.orm import Session, selectinload
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.db import db
from app.core.i18n import N_
from app.http.forms.base import optional_id
from app.models.accounts.user import DESK, Role, User
from app.models.support.settings.team import SupportTeam
from app.models.support.ticket import TicketKind
from app.models.support.ticket_steps import SUPPORT_TEAM
from workflows.support import list_possible_assignees, save_team


class TeamForm(PanelForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=60)])
    member_ids = SelectMultipleField(
        N_("Anggota"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    lead_id = SelectField(
        N_("Penanggung jawab"),
        coerce=optional_id,
        description=N_("Diberi tahu tentang tiket tim yang terlupakan."),
    )
    is_active = BooleanField(N_("Masih dipakai"), default=True)

    def process(self, formdata: Any = None, obj: Any = None, **data: Any) -> None:
        """Somebody who left the desk keeps their place until they are taken out here."""
        people = dict(list_possible_assignees(db.session(), kind=TicketKind.PROBLEM))
        self["member_ids"].choices = list(people.items())
        self["lead_id"].choices = [("", "–"), *((str(user_id), name) for user_id, name in people.items())]
        members = {"member_ids": [one.id for one in obj.members if one.id in people]} if obj is not None else {}
        super().process(formdata, obj=obj, **{**data, **members})


class TeamView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = SUPPORT_TEAM
    may_write: ClassVar[frozenset[Role] | None] = DESK
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False
    empty_text = N_("Tim membagi meja dukungan, misalnya Servis dan Tagihan. Anggotanya diberi tahu tentang tiket tim.")

    column_list = ("name", "members", "lead", "is_active")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama"),
        "members": N_("Anggota"),
        "lead": N_("Penanggung jawab"),
        "is_active": N_("Masih dipakai"),
    }
    column_default_sort = ("id", False)
    column_sortable_list = ()
    column_formatters: ClassVar[dict[str, Any]] = {
        "members": lambda _v, _c, record, _n: ", ".join(one.name for one in record.members),
    }
    form = TeamForm

    def _loads_of_columns(self) -> list[Any]:
        return [selectinload(SupportTeam.members)]

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, SupportTeam.name)

    def create_record(self, session: Session, form: Any, actor: User) -> SupportTeam:
        return self.edit_record(session, form, SupportTeam(), actor)

    def edit_record(self, session: Session, form: Any, record: SupportTeam, actor: User) -> SupportTeam:  # noqa: ARG002
        members = form.member_ids.data or []
        record.lead_id = form.lead_id.data
        return save_team(session, record, name=form.name.data, member_ids=members, is_active=form.is_active.data)
