"""The open pool: what one technician may take now, and a cheap version that changes when it does."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from app.models.assignment import Assignment, QueueEntry, QueueStatus
from app.models.customer import Site
from app.models.user import Leave, User, user_skills
from app.models.visit import VisitStatus, VisitTicket

POOL_LIMIT = 100


def list_open_pool(session: Session, *, technician: User, now: datetime) -> Sequence[VisitTicket]:
    """Visits with a free place, or in whose line this technician stands, soonest first."""
    free = VisitTicket.places_taken + VisitTicket.places_reserved < VisitTicket.places_offered
    in_line = exists().where(
        QueueEntry.visit_id == VisitTicket.id,
        QueueEntry.technician_id == technician.id,
        QueueEntry.status.in_([QueueStatus.WAITING, QueueStatus.OFFERED]),
    )
    pool = (
        select(VisitTicket)
        .join(Site)
        .where(
            VisitTicket.status.in_([VisitStatus.OPEN, VisitStatus.ASSIGNED, VisitStatus.IN_PROGRESS]),
            VisitTicket.planned_end > now,
            or_(and_(VisitTicket.status != VisitStatus.ASSIGNED, free), in_line),
            or_(VisitTicket.skill_id.is_(None), _has_skill(technician)),
            ~_busy(technician),
            ~_on_leave(technician),
        )
        .options(joinedload(VisitTicket.site), joinedload(VisitTicket.customer), joinedload(VisitTicket.skill))
        .order_by(VisitTicket.planned_start, VisitTicket.id)
        .limit(POOL_LIMIT)
    )
    return session.scalars(pool).all()


def pool_version(session: Session) -> str:
    """Changes whenever any ticket in the pool does; the ETag of everybody's pool page."""
    live = VisitTicket.status.in_([VisitStatus.OPEN, VisitStatus.ASSIGNED, VisitStatus.IN_PROGRESS])
    row = session.execute(
        select(func.count(), func.sum(VisitTicket.version), func.sum(VisitTicket.queue_tail)).where(live)
    ).one()
    return "-".join(str(value or 0) for value in row)


def _has_skill(technician: User) -> ColumnElement[bool]:
    return exists().where(user_skills.c.user_id == technician.id, user_skills.c.skill_id == VisitTicket.skill_id)


def _busy(technician: User) -> ColumnElement[bool]:
    return exists().where(
        Assignment.technician_id == technician.id,
        Assignment.released_at.is_(None),
        Assignment.during.op("&&")(func.tstzrange(VisitTicket.planned_start, VisitTicket.planned_end)),
    )


def _on_leave(technician: User) -> ColumnElement[bool]:
    first = func.date(func.timezone(Site.time_zone, VisitTicket.planned_start))
    last = func.date(func.timezone(Site.time_zone, VisitTicket.planned_end))
    return exists().where(Leave.user_id == technician.id, Leave.first_date <= last, Leave.last_date >= first)
