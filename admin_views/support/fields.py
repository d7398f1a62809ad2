"""Isian tiket: the desk's own fields of tickets."""

from typing import Any, ClassVar

from sqlalchemy.orm import Session
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from admin_views.framework.lists.columns import choice_of
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.i18n import N_
from app.models.accounts.user import DESK, Role, User
from app.models.support.settings.fields import FIELD_TYPE_LABELS, FieldType, SupportField
from app.models.support.ticket import KIND_LABELS
from app.models.support.ticket_steps import SUPPORT_TEAM
from workflows.support import save_field


def _or_none(value: Any) -> str | None:
    return value or None


class FieldForm(PanelForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=80)])
    name_en = StringField(N_("Nama dalam bahasa Inggris"), validators=[Length(max=80)])
    kind = SelectField(
        N_("Pada tiket jenis"),
        coerce=_or_none,
        choices=[("", N_("Semua jenis")), *((str(kind), label) for kind, label in KIND_LABELS.items())],
    )
    value_type = SelectField(N_("Bentuk isian"), choices=list(FIELD_TYPE_LABELS.items()), default=FieldType.TEXT)
    choices = TextAreaField(
        N_("Pilihan"),
        render_kw={"rows": 5},
        description=N_("Satu per baris: Indonesia | Inggris. Hanya untuk bentuk Pilihan."),
    )
    is_required = BooleanField(N_("Harus diisi"))
    for_customer = BooleanField(N_("Ditanyakan kepada pelanggan dan terlihat oleh mereka"))
    position = IntegerField(N_("Urutan"), default=0, validators=[NumberRange(min=0, max=1000)])
    is_active = BooleanField(N_("Masih dipakai"), default=True)

    def process(self, formdata: Any = None, obj: Any = None, **data: Any) -> None:
        super().process(formdata, obj=obj, **data)
        if formdata is None:
            pairs = zip(obj.choices or (), obj.choices_en or (), strict=True) if obj is not None else ()
            self["choices"].data = "\n".join(one if one == english else f"{one} | {english}" for one, english in pairs)


class FieldView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = SUPPORT_TEAM
    may_write: ClassVar[frozenset[Role] | None] = DESK
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False
    empty_text = N_("Isian tambahan untuk tiket jenis tertentu, misalnya merek AC atau nomor seri.")

    column_list = ("name", "kind", "value_type", "is_required", "for_customer", "is_active")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama"),
        "kind": N_("Pada tiket jenis"),
        "value_type": N_("Bentuk isian"),
        "is_required": N_("Harus diisi"),
        "for_customer": N_("Untuk pelanggan"),
        "is_active": N_("Masih dipakai"),
    }
    column_default_sort = ("id", False)
    column_sortable_list = ()
    column_formatters: ClassVar[dict[str, Any]] = {
        "kind": choice_of(KIND_LABELS),
        "value_type": choice_of(FIELD_TYPE_LABELS),
    }
    form = FieldForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, SupportField.name, SupportField.name_en)

    def create_record(self, session: Session, form: Any, actor: User) -> SupportField:
        return self.edit_record(session, form, SupportField(), actor)

    def edit_record(self, session: Session, form: Any, record: SupportField, actor: User) -> SupportField:  # noqa: ARG002
        columns = ("kind", "value_type", "is_required", "for_customer", "position", "is_active")
        given = {name: form[name].data for name in columns}
        texts = {"name": form.name.data, "name_en": form.name_en.data or "", "choices": form.choices.data or ""}
        return save_field(session, record, **texts, **given)
