"""Sebutan status: what the desk and the customer read of each state of a ticket, in both languages."""

from typing import Any, ClassVar

from markupsafe import Markup
from sqlalchemy.orm import Session
from wtforms import StringField
from wtforms.validators import Length

from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.i18n import N_, gettext, in_language
from app.models.accounts.user import DESK, Role, User
from app.models.support.settings.state_names import (
    CATEGORY_LABELS,
    LONGEST_NAME,
    LONGEST_NOTE,
    WORDS,
    StateName,
    forget_words,
)
from app.models.support.ticket_flow import BUILT_IN_LABELS, BUILT_IN_SHOWN, SUPPORT_FLOW
from app.models.support.ticket_steps import SUPPORT_TEAM
from workflows.support import save_state_name

BUILT_IN = {"name": BUILT_IN_LABELS, "shown_name": BUILT_IN_SHOWN}


class StateNameForm(PanelForm):
    name = StringField(N_("Di meja dukungan"), validators=[Length(max=LONGEST_NAME)])
    name_en = StringField(N_("Di meja dukungan, Inggris"), validators=[Length(max=LONGEST_NAME)])
    shown_name = StringField(N_("Untuk pelanggan"), validators=[Length(max=LONGEST_NAME)])
    shown_name_en = StringField(N_("Untuk pelanggan, Inggris"), validators=[Length(max=LONGEST_NAME)])
    shown_note = StringField(N_("Kalimat di halaman pelanggan"), validators=[Length(max=LONGEST_NOTE)])
    shown_note_en = StringField(N_("Kalimat di halaman pelanggan, Inggris"), validators=[Length(max=LONGEST_NOTE)])

    def process(self, formdata: Any = None, obj: Any = None, **data: Any) -> None:
        """What stands while a field is empty is said under it."""
        super().process(formdata, obj=obj, **data)
        if obj is not None:
            for column, labels in BUILT_IN.items():
                for suffix, locale in (("", "id"), ("_en", "en")):
                    built_in = in_language(labels[obj.status], locale)
                    self[column + suffix].description = gettext("Kosong: %(name)s", name=built_in)


class StateNameView(AdminModelView):
    """The seven states stay as they are; only their names are edited."""

    may_enter: ClassVar[frozenset[Role]] = SUPPORT_TEAM
    may_write: ClassVar[frozenset[Role] | None] = DESK
    opens: ClassVar[frozenset[str]] = frozenset({"edit"})
    can_view_details = False

    column_list = ("status", "name", "name_en", "shown_name", "shown_name_en")
    column_labels: ClassVar[dict[str, Any]] = {
        "status": N_("Kelompok"),
        "name": N_("Di meja dukungan"),
        "name_en": N_("Di meja dukungan, Inggris"),
        "shown_name": N_("Untuk pelanggan"),
        "shown_name_en": N_("Untuk pelanggan, Inggris"),
    }
    column_default_sort = ("id", False)
    column_sortable_list = ()
    column_formatters: ClassVar[dict[str, Any]] = {
        "status": lambda _v, _c, record, _n: str(CATEGORY_LABELS[record.status]),
        **{name: lambda _v, _c, record, column: _effective(record, column) for name in WORDS},
    }
    form = StateNameForm

    def record_title(self, record: StateName) -> str:
        return str(SUPPORT_FLOW.labels[record.status])

    def edit_record(self, session: Session, form: Any, record: StateName, actor: User) -> StateName:  # noqa: ARG002
        saved = save_state_name(session, record, words={name: form[name].data or "" for name in WORDS})
        forget_words()
        return saved


def _effective(record: StateName, column: str) -> Any:
    """The panel's own word; what Sigap brings, greyed."""
    own = getattr(record, column)
    labels = BUILT_IN.get(column.removesuffix("_en"))
    if own or labels is None:
        return own
    return Markup('<span class="muted">{}</span>').format(
        in_language(labels[record.status], "en" if column.endswith("_en") else "id")
    )
