"""Rules of the data that a bad version could break and that no constraint holds by itself."""

import time
from collections.abc import Mapping

from sqlalchemy import Select, func, select
from sqlalchemy.exc import SQLAlchemyError

from app.core.db import db
from app.models.visits.assignment import Assignment
from app.models.visits.visit import VisitTicket
from app.models.visits.visit_status import ACTIVE

EVERY = 10.0  # seconds: the judge looks each second, the data is asked less often

_places = (
    select(func.count(Assignment.id))
    .where(Assignment.visit_id == VisitTicket.id, Assignment.released_at.is_(None))
    .correlate(VisitTicket)
    .scalar_subquery()
)
RULES: Mapping[str, Select[tuple[int]]] = {  # each finds rows that must not be
    "tempat terisi sesuai penugasan": select(VisitTicket.id).where(
        VisitTicket.status.in_(ACTIVE), VisitTicket.places_taken != _places
    ),
}


def list_broken() -> tuple[str, ...]:
    """Names of the rules that do not hold now."""
    return tuple(name for name, rows in RULES.items() if db.session.scalars(rows.limit(1)).first() is not None)


class RecentlyBroken:
    """The same, asked every ten seconds; a database that is away says nothing about the data."""

    def __init__(self) -> None:
        self.asked_at, self.found = 0.0, tuple[str, ...]()

    def __call__(self) -> tuple[str, ...]:
        if time.monotonic() - self.asked_at >= EVERY or not self.asked_at:
            self.asked_at = time.monotonic()
            try:
                self.found = list_broken()
            except SQLAlchemyError:
                self.found = ()
            finally:
                db.session.remove()
        return self.found
