"""The open pool: what one technician may take now, and a cheap version that changes when it does."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, cast, exists, func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from app.models.accounts.user import Leave, User, user_skills
from app.models.visits.assignment import QueueEntry, QueueStatus
from app.models.visits.visit import ACTIVE, VisitStatus, VisitTicket
from workflows.visits.eligibility import SITE, TECHNICIAN, VISIT, may_take

POOL_LIMIT = 100
IN_LINE = (QueueStatus.WAITING, QueueStatus.OFFERED)


@dataclass(frozen=True, slots=True)
class WaitingPlace:
    """A technician's place in the waiting line: number drawn, people before him, and an offer while it lasts."""

    position: int
    ahead: int
    offer_expires_at: datetime | None


def list_open_pool(session: Session, *, technician: User, now: datetime) -> Sequence[VisitTicket]:
    """Visits with a free place, or in whose line this technician stands, soonest first."""
    pool = _pool(technician, now).order_by(VISIT.planned_start, VISIT.id).limit(POOL_LIMIT)
    return session.scalars(pool).all()


def find_in_pool(session: Session, *, visit_id: int, technician: User, now: datetime) -> VisitTicket | None:
    """One visit, if it is in this technician's pool."""
    return session.scalars(_pool(technician, now).where(VISIT.id == visit_id)).one_or_none()


def list_waiting_places(
    session: Session, *, technician: User, visit_ids: Collection[int], now: datetime
) -> dict[int, WaitingPlace]:
    """By visit: where this technician stands in its line; an offer that has run out counts as none."""
    before = aliased(QueueEntry)
    ahead = (
        select(func.count())
        .where(
            before.visit_id == QueueEntry.visit_id,
            before.status.in_(IN_LINE),
            before.position < QueueEntry.position,
        )
        .scalar_subquery()
    )
    mine = select(QueueEntry.visit_id, QueueEntry.position, ahead, QueueEntry.offer_expires_at).where(
        QueueEntry.technician_id == technician.id, QueueEntry.status.in_(IN_LINE), QueueEntry.visit_id.in_(visit_ids)
    )
    return {
        visit_id: WaitingPlace(position, count, until if until is not None and until > now else None)
        for visit_id, position, count, until in session.execute(mine)
    }


def pool_version(session: Session, *, technician: User, now: datetime) -> str:
    """Changes whenever this technician's pool may: the ETag of the page. One round trip, live tickets only.

    The clock counts too: a race that opens and a visit that is over change the page without anybody writing.
    """
    tickets = select(
        func.count(),
        func.sum(VisitTicket.version),
        func.sum(VisitTicket.queue_tail),
        func.sum(VisitTicket.places_taken),
        func.sum(VisitTicket.places_reserved),
        func.sum(VisitTicket.places_offered),
        func.count().filter(VisitTicket.race_opens_at > now),
        func.count().filter(VisitTicket.planned_end > now),
        select(func.sum(user_skills.c.skill_id)).where(user_skills.c.user_id == technician.id).scalar_subquery(),
        _leave_days(technician),
    ).where(VisitTicket.status.in_(ACTIVE))
    return "-".join(str(value or 0) for value in session.execute(tickets).one())


def _leave_days(technician: User) -> Any:
    days = func.concat(cast(Leave.first_date, String), cast(Leave.last_date, String))
    return select(func.string_agg(days, literal_column("','"))).where(Leave.user_id == technician.id).scalar_subquery()


def _pool(technician: User, now: datetime) -> Any:
    free = VISIT.places_taken + VISIT.places_reserved < VISIT.places_offered
    in_line = exists().where(
        QueueEntry.visit_id == VISIT.id, QueueEntry.technician_id == technician.id, QueueEntry.status.in_(IN_LINE)
    )
    return (
        select(VISIT)
        .join(SITE, SITE.id == VISIT.site_id)
        .join(TECHNICIAN, TECHNICIAN.id == technician.id)
        .where(
            VISIT.status.in_(ACTIVE),
            VISIT.planned_end > now,
            or_(and_(VISIT.status != VisitStatus.ASSIGNED, free), in_line),
            may_take(now),
        )
        .options(contains_eager(VISIT.site.of_type(SITE)), joinedload(VISIT.customer), joinedload(VISIT.skill))
    )
