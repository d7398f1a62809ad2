"""Kategori masukan: what the form offers; an admin keeps the list."""

from typing import Any, ClassVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.http.forms.base import WholeNumberField
from app.models.accounts.user import Role, User
from app.models.feedback.feedback import FeedbackCategory


class CategoryForm(PanelForm):
    name = StringField(
        N_("Nama kategori"), validators=[InputRequired(), Length(max=60)], description=N_("Misalnya: Fitur, Desain")
    )
    position = WholeNumberField(N_("Urutan"), validators=[InputRequired(), NumberRange(min=0, max=999)], default=0)
    active = BooleanField(
        N_("Ditawarkan di formulir"), default=True, description=N_("Masukan lama tetap membawa kategorinya.")
    )


class CategoryView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = frozenset({Role.ADMIN})
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    can_view_details = False

    column_list = ("name", "position", "active")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama kategori"),
        "position": N_("Urutan"),
        "active": N_("Ditawarkan di formulir"),
    }
    column_default_sort = ("position", False)
    form = CategoryForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, FeedbackCategory.name)

    def create_record(self, session: Session, form: Any, actor: User) -> FeedbackCategory:
        return self.edit_record(session, form, FeedbackCategory(), actor)

    def edit_record(self, session: Session, form: Any, record: FeedbackCategory, actor: User) -> FeedbackCategory:  # noqa: ARG002
        record.name = _free_name(session, form.name.data, besides=record.id or 0)
        record.position, record.active = form.position.data, form.active.data
        session.add(record)
        return record


def _free_name(session: Session, name: str, *, besides: int) -> str:
    name = clear_line(name)
    taken = select(FeedbackCategory.id).where(
        func.lower(FeedbackCategory.name) == name.lower(), FeedbackCategory.id != besides
    )
    if session.scalar(taken) is not None:
        raise Invalid(N_("Kategori ini sudah ada."), field="name")
    return name
