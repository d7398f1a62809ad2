"""What a visit's work comes to: days on site × technicians, read from the check-ins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.clock import local_day
from app.models.customers.customer import Site
from app.models.finance.invoice import PriceItem, PriceKind
from app.models.visits.assignment import Assignment
from app.models.visits.attendance import Attendance, AttendanceKind
from app.models.visits.visit import VisitTicket


@dataclass(frozen=True, slots=True)
class Labour:
    """Person-days within the first plan, and those of Tambah Hari."""

    planned: int
    added: int
    technicians: int


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """A line of a draft before it is stored."""

    description: str
    unit: str
    quantity: Decimal
    base_price_idr: int
    price_idr: int
    price_item_id: int | None


def labour_of(session: Session, visit: VisitTicket) -> Labour:
    """Count who was there on which day.

    What nobody checked in for is taken as agreed: a visit without check-ins as planned, added days for everyone still
    on it. CS strikes from the draft what was not worked.
    """
    zone = session.scalars(select(Site.time_zone).where(Site.id == visit.site_id)).one()
    first = local_day(visit.planned_start, zone)
    last_planned = local_day(visit.planned_end, zone) - timedelta(days=visit.added_days)
    there = session.execute(
        select(Attendance.technician_id, Attendance.work_date)
        .where(Attendance.visit_id == visit.id, Attendance.kind == AttendanceKind.CHECK_IN)
        .distinct()
    ).all()
    held = select(func.count()).where(Assignment.visit_id == visit.id, Assignment.released_at.is_(None))
    people = session.scalar(held) or visit.quota
    if there:
        came_back = sum(1 for _, day in there if day > last_planned)
        added = came_back or visit.added_days * people
        return Labour(len(there) - came_back, added, len({person for person, _ in there}))
    return Labour(_days(first, last_planned) * people, visit.added_days * people, people)


def _days(first: date, last: date) -> int:
    return max((last - first).days + 1, 1)


def propose_lines(session: Session, visit: VisitTicket) -> Sequence[ProposedLine]:
    """The labour of a visit as lines of its draft; materials are added by hand."""
    labour = labour_of(session, visit)
    item = session.scalars(
        select(PriceItem).where(PriceItem.kind == PriceKind.LABOUR, PriceItem.active).order_by(PriceItem.id).limit(1)
    ).one_or_none()
    name = item.name if item else "Jasa teknisi"
    lines = [_line(item, f"{name} ({labour.technicians} teknisi)", labour.planned)] if labour.planned else []
    if labour.added:
        lines.append(_line(item, f"Tambah hari: {name.lower()}", labour.added))
    return lines


def _line(item: PriceItem | None, description: str, person_days: int) -> ProposedLine:
    price = item.price_idr if item else 0
    unit = item.unit if item else "orang-hari"
    return ProposedLine(description[:300], unit, Decimal(person_days), price, price, item.id if item else None)
