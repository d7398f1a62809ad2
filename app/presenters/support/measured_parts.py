"""The desk's figures broken down by agent, team, kind or channel."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.i18n import N_, Sentence, gettext
from app.models.accounts.user import User
from app.models.support.settings.team import SupportTeam
from app.models.support.ticket import KIND_LABELS, SOURCE_LABELS
from app.presenters.support.figures import KINDS

PARTS: Mapping[str, Sentence] = {
    "agent": N_("Per petugas"),
    "team": N_("Per tim"),
    "kind": N_("Per jenis"),
    "channel": N_("Per saluran"),
}
_SHOWN = ("opened", "first_median", "resolution_median", "kept_rate", "reopen_rate", "content_rate", "backlog")
PART_COLUMNS = [kind for kind in KINDS if kind.key in _SHOWN]


def part_of(session: Session, by: str, found: Mapping[Any, Any]) -> dict[str, Any]:
    """A table: a row for each agent, team, kind or channel with its figures, most tickets first."""
    names = names_of(session, by, found)
    ordered = sorted(found.items(), key=lambda pair: (-pair[1].opened, names[pair[0]]))
    return {"by": by, "title": PARTS[by], "rows": [(key, names[key], measured) for key, measured in ordered]}


def names_of(session: Session, by: str, keys: Iterable[Any]) -> dict[Any, str]:
    """`by`: agent, team, kind or channel; the key None is whoever has none."""
    if by in {"kind", "channel"}:
        labels: Mapping[Any, Sentence] = KIND_LABELS if by == "kind" else SOURCE_LABELS
        return {key: str(labels[key]) for key in keys}
    model: Any = User if by == "agent" else SupportTeam
    rows = session.execute(select(model.id, model.name).where(model.id.in_([key for key in keys if key])))
    nobody = gettext("Tanpa petugas") if by == "agent" else gettext("Tanpa tim")
    return {None: nobody, **dict(rows.all())}
