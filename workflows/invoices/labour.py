"""What a visit's work comes to: person-days that were worked, read from the check-ins that count."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, nulls_last, or_, select
from sqlalchemy.orm import Session, joinedload

from app.core.clock import local_day
from app.core.i18n import N_, Sentence
from app.models.company import Company
from app.models.customers.customer import Site
from app.models.finance.invoice import PriceItem, PriceKind
from app.models.visits.assignment import Assignment
from app.models.visits.attendance import Attendance, AttendanceKind, AttendanceStatus
from app.models.visits.visit import VisitTicket


@dataclass(frozen=True, slots=True)
class Labour:
    """Person-days: in the first plan, of Tambah Hari, approved but not worked, and not yet believed by CS."""

    planned: int
    added: int
    technicians: int
    not_worked: int = 0
    questioned: int = 0
    checked_in: bool = True


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """A line of a draft before it is stored; switched off where `reason` says why it is only offered."""

    key: str
    description: str
    unit: str
    quantity: Decimal
    base_price_idr: int
    price_idr: int
    price_item_id: int | None
    reason: Sentence = ""

    @property
    def is_on(self) -> bool:
        return not self.reason


def labour_of(session: Session, visit: VisitTicket) -> Labour:
    """Count who was there on which day. A visit nobody ever checked in for counts as planned."""
    zone = session.scalars(select(Site.time_zone).where(Site.id == visit.site_id)).one()
    first = local_day(visit.planned_start, zone)
    last_planned = local_day(visit.planned_end, zone) - timedelta(days=visit.added_days)
    days: dict[AttendanceStatus, set[tuple[int, date]]] = {status: set() for status in AttendanceStatus}
    for status, person, day in session.execute(
        select(Attendance.status, Attendance.technician_id, Attendance.work_date).where(
            Attendance.visit_id == visit.id, Attendance.kind == AttendanceKind.CHECK_IN
        )
    ):
        days[AttendanceStatus(status)].add((person, day))
    held = select(func.count()).where(Assignment.visit_id == visit.id, Assignment.released_at.is_(None))
    people = session.scalar(held) or visit.quota
    approved = visit.added_days * people
    if not any(days.values()):
        return Labour(_days(first, last_planned) * people, 0, people, not_worked=approved, checked_in=False)
    worked = days[AttendanceStatus.COUNTED]
    came_back = sum(1 for _, day in worked if day > last_planned)
    return Labour(
        len(worked) - came_back,
        came_back,
        len({person for person, _ in worked}),
        not_worked=max(approved - came_back, 0),
        questioned=len(days[AttendanceStatus.QUESTIONED] - worked),
    )


def _days(first: date, last: date) -> int:
    return max((last - first).days + 1, 1)


def list_questioned(session: Session, visit: VisitTicket) -> Sequence[Attendance]:
    """Check-ins that are no person-days until CS has decided about them."""
    waiting = select(Attendance).where(
        Attendance.visit_id == visit.id,
        Attendance.kind == AttendanceKind.CHECK_IN,
        Attendance.status == AttendanceStatus.QUESTIONED,
    )
    return session.scalars(waiting.options(joinedload(Attendance.technician)).order_by(Attendance.id)).all()


def find_labour_price(session: Session, *, skill_id: int | None) -> PriceItem | None:
    """The price of this skill, else the one of no skill; never that of another."""
    fitting = or_(PriceItem.skill_id == skill_id, PriceItem.skill_id.is_(None))
    labour = select(PriceItem).where(PriceItem.kind == PriceKind.LABOUR, PriceItem.active, fitting)
    return session.scalars(labour.order_by(nulls_last(PriceItem.skill_id), PriceItem.id).limit(1)).one_or_none()


def list_proposed_lines(session: Session, visit: VisitTicket) -> Sequence[ProposedLine]:
    """The labour of a visit as lines of its draft, with what is billed only if CS says so; materials come by hand."""
    if visit.failure_reason is not None:
        return _call_out(session, visit)
    lines = _worked(session, visit)
    if visit.rework_of_id is None:
        return lines
    return [replace(line, reason=N_("Pengerjaan ulang dalam garansi.")) for line in lines]


def _call_out(session: Session, visit: VisitTicket) -> Sequence[ProposedLine]:
    """A failed visit: the company's call-out fee, or nothing."""
    if not visit.call_out_fee:
        return []
    fee = session.scalar(select(Company.call_out_fee_idr)) or 0
    return [ProposedLine("call_out", "Biaya kunjungan", "kunjungan", Decimal(1), fee, fee, None)]


def _worked(session: Session, visit: VisitTicket) -> Sequence[ProposedLine]:
    labour = labour_of(session, visit)
    item = find_labour_price(session, skill_id=visit.skill_id)
    name = item.name if item else "Jasa teknisi"
    extra = f"Tambah hari: {name.lower()}"
    lines = (
        _line("planned", item, f"{name} ({labour.technicians} teknisi)", labour.planned),
        _line("added", item, extra, labour.added),
        replace(
            _line("not_worked", item, extra, labour.not_worked),
            reason=N_("Disetujui, tetapi tidak ada yang check-in pada hari itu."),
        ),
        replace(
            _line("questioned", item, name, labour.questioned),
            reason=N_("Absensinya belum diputuskan CS."),
        ),
    )
    return [line for line in lines if line.quantity]


def _line(key: str, item: PriceItem | None, description: str, person_days: int) -> ProposedLine:
    price = item.price_idr if item else 0
    unit = item.unit if item else "orang-hari"
    return ProposedLine(key, description[:300], unit, Decimal(person_days), price, price, item.id if item else None)
