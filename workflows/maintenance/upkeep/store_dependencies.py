"""Keep what is installed, in the place of what was known before."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.models.maintenance.upkeep import Dependency, Ecosystem


@dataclass(frozen=True, slots=True)
class FoundPart:
    """`latest`, `behind` and `vulnerabilities` None: nobody could look."""

    ecosystem: Ecosystem
    name: str
    installed: str
    latest: str | None
    behind: int | None
    licence: str
    vulnerabilities: list[dict[str, str]] | None


def store_dependencies(session: Session, found: Sequence[FoundPart], *, now: datetime) -> int:
    """How many."""
    session.execute(delete(Dependency))
    rows = [{**asdict(one), "looked_at": now, "created_at": now} for one in found]
    session.add_all(Dependency(**row) for row in rows)
    session.flush()
    return len(rows)


def list_dependencies(session: Session, ecosystem: Ecosystem | None = None) -> Sequence[Dependency]:
    """By name; those with vulnerabilities first."""
    wanted: Any = select(Dependency)
    if ecosystem is not None:
        wanted = wanted.where(Dependency.ecosystem == ecosystem)
    found = session.scalars(wanted.order_by(Dependency.ecosystem, Dependency.name)).all()
    return sorted(found, key=lambda one: (not one.vulnerabilities, one.ecosystem, one.name.lower()))
