"""Templat kabar: words that public updates begin with."""

from typing import Any, ClassVar

from sqlalchemy.orm import Session
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from admin_views.framework.lists.columns import short_text
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.i18n import N_
from app.models.accounts.user import Role, User
from app.models.incidents.incident_flow import RESPONDERS
from app.models.incidents.update_template import UpdateTemplate
from workflows.incidents import require_known_marks

HINT = N_("{judul}, {layanan}, {mulai}, dan {nomor} diisi dari insidennya.")


class UpdateTemplateForm(PanelForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=80)])
    text = TextAreaField(
        N_("Kabar dalam bahasa Indonesia"), validators=[InputRequired(), Length(max=5000)], description=HINT
    )
    text_en = TextAreaField(N_("Kabar dalam bahasa Inggris"), validators=[Length(max=5000)], description=HINT)
    position = IntegerField(N_("Urutan"), default=0, validators=[NumberRange(0, 999)])


class UpdateTemplateView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = RESPONDERS
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False
    empty_text = N_("Belum ada templat. Yang ditulis di sini ditawarkan saat kabar diterbitkan.")

    column_list = ("name", "text", "position")
    column_labels: ClassVar[dict[str, Any]] = {"name": N_("Nama"), "text": N_("Kabar"), "position": N_("Urutan")}
    column_default_sort = ("position", False)
    column_sortable_list = ()
    column_formatters: ClassVar[dict[str, Any]] = {"text": short_text(90)}
    form = UpdateTemplateForm

    def create_record(self, session: Session, form: Any, actor: User) -> UpdateTemplate:  # noqa: ARG002
        made = UpdateTemplate(**_typed(form))
        session.add(made)
        return made

    def edit_record(self, session: Session, form: Any, record: UpdateTemplate, actor: User) -> UpdateTemplate:  # noqa: ARG002
        for name, value in _typed(form).items():
            setattr(record, name, value)
        record.version += 1
        return record


def _typed(form: Any) -> dict[str, Any]:
    for name in ("text", "text_en"):
        require_known_marks(form[name].data or "", field=name)
    return {
        "name": form.name.data,
        "text": form.text.data,
        "text_en": form.text_en.data or "",
        "position": form.position.data or 0,
    }
