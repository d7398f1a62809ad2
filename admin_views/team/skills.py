"""Keahlian."""

from typing import Any, ClassVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.models.accounts.user import DESK, Role, Skill, User


class SkillForm(PanelForm):
    name = StringField(
        N_("Nama keahlian"),
        validators=[InputRequired(), Length(max=60)],
        description=N_("Misalnya: AC split, Cold storage"),
    )


class SkillView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = DESK
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    may_write: ClassVar[frozenset[Role] | None] = frozenset({Role.ADMIN})
    can_view_details = False

    column_list = ("name",)
    column_labels: ClassVar[dict[str, Any]] = {"name": N_("Nama keahlian")}
    column_default_sort = ("name", False)
    form = SkillForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, Skill.name)

    def create_record(self, session: Session, form: Any, actor: User) -> Skill:  # noqa: ARG002
        skill = Skill(name=_free_name(session, form.name.data, besides=0))
        session.add(skill)
        return skill

    def edit_record(self, session: Session, form: Any, record: Skill, actor: User) -> Skill:  # noqa: ARG002
        record.name = _free_name(session, form.name.data, besides=record.id)
        return record


def _free_name(session: Session, name: str, *, besides: int) -> str:
    name = clear_line(name)
    taken = select(Skill.id).where(func.lower(Skill.name) == name.lower(), Skill.id != besides)
    if session.scalar(taken) is not None:
        raise Invalid(N_("Keahlian ini sudah ada."), field="name")
    return name
