"""Kategori bantuan: how the help centre is divided."""

from typing import Any, ClassVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from wtforms import StringField
from wtforms.validators import InputRequired, Length, NumberRange

from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.http.forms.base import WholeNumberField
from app.models.accounts.user import Role, User
from app.models.help.article import HelpCategory
from app.models.help.article_flow import EDITORS


class HelpCategoryForm(PanelForm):
    name = StringField(N_("Nama kategori"), validators=[InputRequired(), Length(max=60)])
    english_name = StringField(N_("Nama dalam bahasa Inggris"), validators=[Length(max=60)])
    position = WholeNumberField(N_("Urutan"), validators=[InputRequired(), NumberRange(min=0, max=999)], default=0)


class HelpCategoryView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = EDITORS
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False
    empty_text = N_("Kategori membagi pusat bantuan, misalnya Servis, Tagihan, Akun.")

    column_list = ("name", "english_name", "position")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama kategori"),
        "english_name": N_("Nama dalam bahasa Inggris"),
        "position": N_("Urutan"),
    }
    column_default_sort = ("position", False)
    form = HelpCategoryForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, HelpCategory.name)

    def create_record(self, session: Session, form: Any, actor: User) -> HelpCategory:
        return self.edit_record(session, form, HelpCategory(), actor)

    def edit_record(self, session: Session, form: Any, record: HelpCategory, actor: User) -> HelpCategory:  # noqa: ARG002
        name = clear_line(form.name.data)
        taken = select(HelpCategory.id).where(
            func.lower(HelpCategory.name) == name.lower(), HelpCategory.id != (record.id or 0)
        )
        if session.scalar(taken) is not None:
            raise Invalid(N_("Kategori ini sudah ada."), field="name")
        record.name, record.english_name = name, clear_line(form.english_name.data or "")
        record.position = form.position.data
        session.add(record)
        return record
