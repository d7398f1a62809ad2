"""Who is on a visit, and who could be."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from app.core.clock import local_day
from app.models.accounts.user import Leave, Role, User, UserStatus, user_skills
from app.models.customers.customer import Site
from app.models.visits.assignment import Assignment
from app.models.visits.visit import VisitTicket


def list_team(session: Session, *, visit_id: int) -> Sequence[User]:
    """The technicians who hold a place now, in the order they took it."""
    on_it = select(User).join(Assignment, Assignment.technician_id == User.id)
    held = on_it.where(Assignment.visit_id == visit_id, Assignment.released_at.is_(None))
    return session.scalars(held.order_by(Assignment.id)).all()


def list_eligible_technicians(session: Session, *, visit: VisitTicket, now: datetime | None = None) -> Sequence[User]:
    """Active, skilled, not on leave, not placed at (what is left of) that time, not a no-show of this very visit."""
    return session.scalars(select(User).where(*eligible_for(session, visit, now)).order_by(User.id)).all()


def eligible_for(session: Session, visit: VisitTicket, now: datetime | None) -> list[ColumnElement[bool]]:
    """Conditions on User: who may be called to this visit."""
    zone = session.scalars(select(Site.time_zone).where(Site.id == visit.site_id)).one()
    start = min(max(visit.planned_start, now), visit.planned_end) if now else visit.planned_start
    stayed_away = exists().where(
        Assignment.visit_id == visit.id, Assignment.technician_id == User.id, Assignment.no_show.is_(True)
    )
    return [*_free(start, visit.planned_end, zone, visit.skill_id), ~stayed_away]


def count_free_technicians(
    session: Session, *, planned_start: datetime, planned_end: datetime, time_zone: str, skill_id: int | None = None
) -> int:
    """How many could take a visit at that time: what CS sees while planning, and what saving is held against."""
    free = _free(planned_start, planned_end, time_zone, skill_id)
    return session.scalar(select(func.count(User.id)).where(*free)) or 0


def _free(start: datetime, end: datetime, zone: str, skill_id: int | None) -> list[ColumnElement[bool]]:
    first, last = local_day(start, zone), local_day(end, zone)
    busy = exists().where(
        Assignment.technician_id == User.id,
        Assignment.released_at.is_(None),
        Assignment.during.op("&&")(func.tstzrange(start, end)),
    )
    away = exists().where(Leave.user_id == User.id, Leave.first_date <= last, Leave.last_date >= first)
    skilled = exists().where(user_skills.c.user_id == User.id, user_skills.c.skill_id == skill_id)
    wanted = [User.role == Role.TECHNICIAN, User.status == UserStatus.ACTIVE, ~away, ~busy]
    return [*wanted, skilled] if skill_id is not None else wanted
