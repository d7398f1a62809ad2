"""Names of what the desk's figures are broken down by."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.i18n import Sentence, gettext
from app.models.accounts.user import User
from app.models.support.settings.team import SupportTeam
from app.models.support.ticket import KIND_LABELS, SOURCE_LABELS


def names_of(session: Session, by: str, keys: Iterable[Any]) -> dict[Any, str]:
    """`by`: agent, team, kind or channel; the key None is whoever has none."""
    if by in {"kind", "channel"}:
        labels: Mapping[Any, Sentence] = KIND_LABELS if by == "kind" else SOURCE_LABELS
        return {key: str(labels[key]) for key in keys}
    model: Any = User if by == "agent" else SupportTeam
    rows = session.execute(select(model.id, model.name).where(model.id.in_([key for key in keys if key])))
    nobody = gettext("Tanpa petugas") if by == "agent" else gettext("Tanpa tim")
    return {None: nobody, **dict(rows.all())}
