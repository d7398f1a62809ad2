"""Makro: prepared replies with variables, and the steps that go with them."""

from typing import Any, ClassVar

from sqlalchemy.orm import Session
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.db import db
from app.core.i18n import N_, gettext
from app.http.forms.base import optional_id
from app.models.accounts.user import DESK, Role, User
from app.models.support.settings.macros import REPLY_LABELS, SupportMacro
from app.models.support.ticket import TicketKind
from app.models.support.ticket_steps import SUPPORT_TEAM
from app.models.visits.visit_status import PRIORITY_LABELS
from app.policies.service_levels.reply_variables import VARIABLES
from workflows.support import PLACES, list_possible_assignees, list_teams, save_macro

NOTHING = ("", "–")
HINT = ", ".join("{{" + name + "}}" for name in VARIABLES)


def _or_none(value: Any) -> str | None:
    return value or None


class MacroForm(PanelForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=80)])
    reply = SelectField(
        N_("Balasan"), coerce=_or_none, choices=[NOTHING, *((str(one), label) for one, label in REPLY_LABELS.items())]
    )
    text = TextAreaField(N_("Teks"), validators=[Length(max=5000)], render_kw={"rows": 6}, description=HINT)
    text_en = TextAreaField(N_("Teks bahasa Inggris"), validators=[Length(max=5000)], render_kw={"rows": 6})
    team_id = SelectField(N_("Masuk ke tim"), coerce=optional_id)
    tags = StringField(N_("Tambah tag, dipisah koma"), validators=[Length(max=400)])
    priority = SelectField(
        N_("Prioritas"),
        coerce=_or_none,
        choices=[NOTHING, *((str(one), label) for one, label in PRIORITY_LABELS.items())],
    )
    to_me = BooleanField(N_("Ditugaskan kepada pemakai makro"))
    assignee_id = SelectField(N_("Ditugaskan kepada"), coerce=optional_id)
    places = SelectMultipleField(
        N_("Dipilih juga dengan / di"),
        choices=list(PLACES.items()),
        default=["support_tickets"],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=N_("Di luar tiket hanya teksnya yang dipakai."),
    )
    is_active = BooleanField(N_("Masih dipakai"), default=True)

    def process(self, formdata: Any = None, obj: Any = None, **data: Any) -> None:
        session = db.session()
        self["team_id"].choices = [NOTHING, *((str(one), name) for one, name in list_teams(session))]
        people = list_possible_assignees(session, kind=TicketKind.PROBLEM)
        self["assignee_id"].choices = [NOTHING, *((str(one), name) for one, name in people)]
        super().process(formdata, obj=obj, **data)
        if formdata is None and obj is not None:
            self["tags"].data = ", ".join(obj.tags or ())


class MacroView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = SUPPORT_TEAM
    may_write: ClassVar[frozenset[Role] | None] = DESK | {Role.SUPPORT}
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False
    empty_text = N_("Makro menulis balasan yang sering dipakai dan mengerjakan langkah-langkahnya sekaligus.")

    column_list = ("name", "reply", "text", "is_active")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama"),
        "reply": N_("Balasan"),
        "text": N_("Teks"),
        "is_active": N_("Masih dipakai"),
    }
    column_default_sort = ("id", False)
    column_sortable_list = ()
    column_formatters: ClassVar[dict[str, Any]] = {
        "reply": lambda _v, _c, record, _n: (
            str(REPLY_LABELS[record.reply]) if record.reply else gettext("Tanpa balasan")
        ),
    }
    form = MacroForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, SupportMacro.name, SupportMacro.text)

    def create_record(self, session: Session, form: Any, actor: User) -> SupportMacro:
        return self.edit_record(session, form, SupportMacro(), actor)

    def edit_record(self, session: Session, form: Any, record: SupportMacro, actor: User) -> SupportMacro:  # noqa: ARG002
        columns = ("reply", "text", "text_en", "team_id", "priority", "to_me", "assignee_id", "is_active", "places")
        given = {name: form[name].data for name in columns}
        return save_macro(session, record, name=form.name.data, tags=form.tags.data or "", **given)
