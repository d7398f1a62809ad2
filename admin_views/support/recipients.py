"""Penerima laporan dukungan: addresses that get the monthly PDF besides managers and administrators."""

from typing import Any, ClassVar

from markupsafe import Markup
from sqlalchemy.orm import Session
from wtforms import BooleanField, EmailField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from admin_views.framework.lists.columns import badge
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.clock import utc_now
from app.core.i18n import N_, gettext
from app.http.pages.language import LANGUAGES
from app.models.accounts.user import DESK, Role, User
from app.models.support.monthly import ReportRecipient
from workflows.support import save_recipient


class RecipientForm(PanelForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=120)])
    email = EmailField(
        N_("E-mail"),
        validators=[InputRequired(), Length(max=254)],
        description=N_("Pemiliknya mengonfirmasi lewat tautan sebelum laporan dikirim."),
    )
    locale = SelectField(N_("Bahasa"), choices=list(LANGUAGES.items()), default="id")
    is_active = BooleanField(N_("Dikirimi"), default=True)

    def process(self, formdata: Any = None, obj: Any = None, **data: Any) -> None:
        active = {"is_active": obj.stopped_at is None} if obj is not None else {}
        super().process(formdata, obj=obj, **{**data, **active})


def state_cell(_view: Any, _context: Any, record: ReportRecipient, _name: str) -> Markup:
    if record.stopped_at is not None:
        return badge(gettext("Berhenti"), "neutral")
    if record.confirmed_at is None:
        return badge(gettext("Menunggu konfirmasi"), "warning")
    return badge(gettext("Dikirimi"), "positive")


class RecipientView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK | {Role.MANAGER}
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False
    empty_text = N_("Manajer dan admin selalu dikirimi. Tambahkan alamat lain, misalnya direksi atau pelanggan utama.")

    column_list = ("name", "email", "locale", "confirmed_at")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama"),
        "email": N_("E-mail"),
        "locale": N_("Bahasa"),
        "confirmed_at": N_("Keadaan"),
    }
    column_default_sort = ("id", False)
    column_sortable_list = ()
    column_formatters: ClassVar[dict[str, Any]] = {
        "locale": lambda _v, _c, record, _n: LANGUAGES[record.locale],
        "confirmed_at": state_cell,
    }
    form = RecipientForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, ReportRecipient.name, ReportRecipient.email)

    def create_record(self, session: Session, form: Any, actor: User) -> ReportRecipient:
        return self.edit_record(session, form, ReportRecipient(), actor)

    def edit_record(self, session: Session, form: Any, record: ReportRecipient, actor: User) -> ReportRecipient:  # noqa: ARG002
        given = {name: form[name].data for name in ("name", "email", "locale", "is_active")}
        return save_recipient(session, record, now=utc_now(), **given)
