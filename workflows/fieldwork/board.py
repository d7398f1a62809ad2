"""The live board: today's visits by state, who is there since when, who is late."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from app.core.clock import DEFAULT_ZONE, day_bounds, local_day
from app.models.audit.audit_log import AuditEntry
from app.models.company import Company
from app.models.visits.assignment import Assignment
from app.models.visits.attendance import Attendance, AttendanceKind, AttendanceStatus
from app.models.visits.fieldwork import PENDING_ALERTS, EmergencyAlert
from app.models.visits.visit import ACTIVE, FINISHED, RUNNING, VisitTicket

MOST_CARDS = 400
LONGEST_PLAN = timedelta(days=60)
LATELY = timedelta(days=7)
TICK_SECONDS = 15  # lateness comes by the clock, without anybody writing anything


@dataclass(frozen=True, slots=True)
class Person:
    """One of the team today; `late_minutes` counts from the planned start or from taking the place."""

    name: str
    phone: str | None
    came_at: datetime | None
    left_at: datetime | None
    offline: bool
    outside_radius: bool
    late_minutes: int


@dataclass(slots=True)
class Card:
    visit: VisitTicket
    team: list[Person] = field(default_factory=list[Person])

    @property
    def is_late(self) -> bool:
        return any(person.late_minutes for person in self.team)


def board_version(session: Session, *, now: datetime) -> str:
    """Changes with every audit entry and new row, and every 15 s for what comes by the clock."""
    newest = [
        select(func.max(table.id)).scalar_subquery() for table in (AuditEntry, VisitTicket, Assignment, Attendance)
    ]
    ids = session.execute(select(*newest)).one()
    return f"{tuple(ids)}-{int(now.timestamp()) // TICK_SECONDS}"


def list_board(session: Session, *, now: datetime) -> Sequence[Card]:
    """Today's visits, soonest first: four statements whatever their number."""
    firm = session.execute(select(Company.time_zone, Company.late_after_minutes)).one_or_none()
    zone, minutes = (firm.time_zone, firm.late_after_minutes) if firm else (DEFAULT_ZONE, 15)
    start, end = day_bounds(local_day(now, zone), zone)
    planned = VisitTicket.planned_start.between(start - LONGEST_PLAN, end)
    running = or_(VisitTicket.planned_end > start, VisitTicket.status.in_(RUNNING))
    live = VisitTicket.status.in_(ACTIVE) & planned & running
    lately = VisitTicket.planned_start.between(start - LATELY, end)  # or the index is walked for months of closed ones
    done = VisitTicket.status.in_(FINISHED) & lately & (VisitTicket.finished_at >= start)
    today = select(VisitTicket).where(or_(live, done)).order_by(VisitTicket.planned_start, VisitTicket.id)
    today = today.options(joinedload(VisitTicket.site), joinedload(VisitTicket.customer)).limit(MOST_CARDS)
    cards = {visit.id: Card(visit) for visit in session.scalars(today)}
    late_since = now - timedelta(minutes=minutes)
    for place, came, went in _team(session, cards):
        card = cards[place.visit_id]
        card.team.append(_person(card.visit, place, came, went, now=now, late_since=late_since))
    return list(cards.values())


def list_open_alerts(session: Session) -> Sequence[EmergencyAlert]:
    """Those that want a decision first, then those that are waited for."""
    open_ones = select(EmergencyAlert).where(EmergencyAlert.status.in_(PENDING_ALERTS))
    query = open_ones.options(
        joinedload(EmergencyAlert.visit).joinedload(VisitTicket.site),
        joinedload(EmergencyAlert.visit).joinedload(VisitTicket.customer),
        joinedload(EmergencyAlert.assignment).joinedload(Assignment.technician),
    )
    return session.scalars(query.order_by(EmergencyAlert.status, EmergencyAlert.id).limit(50)).all()


def _team(session: Session, cards: dict[int, Card]) -> list[tuple[Assignment, Attendance | None, Attendance | None]]:
    held = select(Assignment).where(Assignment.visit_id.in_(cards), Assignment.released_at.is_(None))
    places = session.scalars(held.options(joinedload(Assignment.technician)).order_by(Assignment.id)).all()
    last: dict[tuple[int, AttendanceKind], Attendance] = {}
    rows = select(Attendance).where(
        Attendance.assignment_id.in_([place.id for place in places]), Attendance.status != AttendanceStatus.REJECTED
    )
    for row in session.scalars(rows.order_by(Attendance.work_date)):
        last[row.assignment_id, row.kind] = row
    kinds = (AttendanceKind.CHECK_IN, AttendanceKind.CHECK_OUT)
    return [(place, *(last.get((place.id, kind)) for kind in kinds)) for place in places]  # type: ignore[misc]


def _person(
    visit: VisitTicket,
    place: Assignment,
    came: Attendance | None,
    went: Attendance | None,
    *,
    now: datetime,
    late_since: datetime,
) -> Person:
    expected = max(visit.planned_start, place.claimed_at)
    is_late = came is None and visit.status in ACTIVE and expected <= late_since
    left = went if went and came and went.work_date >= came.work_date else None
    return Person(
        name=place.technician.name,
        phone=place.technician.phone_e164,
        came_at=came.happened_at if came else None,
        left_at=left.happened_at if left else None,
        offline=bool(came and came.offline),
        outside_radius=bool(came and came.outside_radius),
        late_minutes=int((now - expected).total_seconds() // 60) if is_late else 0,
    )
