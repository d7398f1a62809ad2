"""Who is where: technicians by the hours of a day, or by the days of a week."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from app.core.clock import day_bounds
from app.models.accounts.user import Leave, Role, User, UserStatus, user_skills
from app.models.visits.assignment import Assignment, places_of
from app.models.visits.visit import VisitTicket

FIRST_HOUR, LAST_HOUR = 7, 19  # shown even when nothing is planned
SLOTS_PER_HOUR = 2
SLOT = timedelta(hours=1) / SLOTS_PER_HOUR


@dataclass(frozen=True, slots=True)
class Block:
    """A visit over the half hours [first, last) of a day; slot 0 begins at midnight in the company's zone."""

    first: int
    last: int
    place: Assignment


@dataclass(slots=True)
class TechnicianSchedule:
    """One technician: per day what they hold, in order of time and never overlapping, and their leave."""

    technician: User
    blocks: dict[date, list[Block]] = field(default_factory=lambda: defaultdict(list[Block]))
    leaves: dict[date, Leave] = field(default_factory=dict[date, Leave])


def list_schedule(
    session: Session, *, days: Sequence[date], zone: str, skill_id: int | None = None, offset: int = 0, limit: int = 40
) -> list[TechnicianSchedule]:
    """Active technicians by name with what they hold and their leave on these days: three statements."""
    people = select(User).where(User.role == Role.TECHNICIAN, User.status == UserStatus.ACTIVE)
    if skill_id is not None:
        people = people.where(User.id.in_(select(user_skills.c.user_id).where(user_skills.c.skill_id == skill_id)))
    people = people.order_by(User.name, User.id).offset(offset).limit(limit)
    schedules = {user.id: TechnicianSchedule(user) for user in session.scalars(people)}
    for place in _places(session, schedules, days, zone):
        for day in days:
            if block := _block(place, day, zone):
                _add(schedules[place.technician_id].blocks[day], block)
    for leave in session.scalars(
        select(Leave).where(Leave.user_id.in_(schedules), Leave.first_date <= days[-1], Leave.last_date >= days[0])
    ):
        schedules[leave.user_id].leaves |= {day: leave for day in days if leave.first_date <= day <= leave.last_date}
    return list(schedules.values())


def hours_of(schedules: Iterable[TechnicianSchedule], day: date) -> range:
    """The hours to draw of a day: 07–19, and more where a visit is planned earlier or later."""
    blocks = [block for schedule in schedules for block in schedule.blocks.get(day, ())]
    first = min([FIRST_HOUR, *(block.first // SLOTS_PER_HOUR for block in blocks)])
    last = max([LAST_HOUR, *(-(-block.last // SLOTS_PER_HOUR) for block in blocks)])
    return range(first, last)


def _places(session: Session, ids: Iterable[int], days: Sequence[date], zone: str) -> Sequence[Assignment]:
    start, end = day_bounds(days[0], zone)[0], day_bounds(days[-1], zone)[1]
    person = aliased(User)
    held = (
        select(Assignment)
        .join(person, places_of(person.id))  # by the exclusion constraint's index
        .join(Assignment.visit)
        .where(
            person.id.in_(list(ids)), Assignment.during.overlaps(Range(start, end)), Assignment.released_at.is_(None)
        )
        .options(
            contains_eager(Assignment.visit).joinedload(VisitTicket.site),
            contains_eager(Assignment.visit).joinedload(VisitTicket.customer),
            joinedload(Assignment.technician),
        )
        .order_by(VisitTicket.planned_start, Assignment.id)
    )
    return session.scalars(held).all()


def _block(place: Assignment, day: date, zone: str) -> Block | None:
    """The half hours of a day that a place touches; None when it lies on other days."""
    midnight, following = day_bounds(day, zone)
    start, end = place.during.lower, place.during.upper
    if start is None or end is None or start >= following or end <= midnight:
        return None
    first = max(0, (start - midnight) // SLOT)
    last = min((following - midnight) // SLOT, -((midnight - end) // SLOT))
    return Block(first, max(last, first + 1), place)


def _add(blocks: list[Block], block: Block) -> None:
    """Behind the one before: two visits that share a half hour stand side by side."""
    first = max(block.first, blocks[-1].last if blocks else 0)
    blocks.append(Block(first, max(block.last, first + 1), block.place))
