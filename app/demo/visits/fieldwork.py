"""What happened on site: check-ins and check-outs, days added, alerts about people who did not come."""

from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy.dialects.postgresql import Range

from app.core.clock import local_day
from app.demo.row_batches import RowBatches
from app.demo.staff.people import Hand
from app.demo.visits.plan import Plan
from app.demo.vocabulary import EXTENSION_REASONS
from app.models.visits.assignment import Assignment, ReleaseReason
from app.models.visits.attendance import Attendance, AttendanceKind, MomentSource
from app.models.visits.fieldwork import AlertStatus, EmergencyAlert, ExtensionRequest, RequestStatus
from app.models.visits.visit import VisitStatus

_S = VisitStatus
LATE_MINUTES = 15
RADIUS_M = 200


def play_fieldwork(random: Random, plan: Plan, now: datetime) -> None:
    """Decide when people came, when the work was done and when the ticket was closed."""
    if not plan.is_worked:
        return
    for place, hand in enumerate(plan.team):
        if plan.wish == "one is late" and place == 0:
            continue
        late = random.random() < 0.07 + (4.9 - hand.stars) * 0.08
        minutes = random.uniform(16, 50) if late and not plan.wish else random.uniform(-14, 9)
        plan.check_ins[hand.id] = min(plan.start + timedelta(minutes=minutes), now - timedelta(minutes=2))
    plan.started = min(plan.check_ins.values(), default=None)
    if plan.status == _S.IN_PROGRESS:
        return
    plan.finished = min(plan.end + timedelta(minutes=random.uniform(5, 30)), now - timedelta(minutes=6))
    if plan.status == _S.CLOSED:
        plan.closed = min(
            plan.finished + timedelta(hours=random.choice((0.5, 1, 2, 4, 20))), now - timedelta(minutes=3)
        )


def write_work(book: RowBatches, random: Random, plan: Plan, now: datetime) -> None:
    """Needs the visit's rows: attendance hangs on the places."""
    places = {row["technician_id"]: row["id"] for row in book.rows(Assignment) if row["visit_id"] == plan.visit_id}
    if plan.is_worked:
        for hand in plan.team:
            if hand.id in plan.check_ins:
                _write_days(book, random, plan, hand, places[hand.id], now)
                _write_arrival_alert(book, plan, hand, places[hand.id])
    if plan.wish == "one is late":
        _alert(book, plan, places[plan.team[0].id], AlertStatus.OPEN)
    if plan.absent is not None:
        _write_absence(book, plan, plan.absent)
    _write_extension(book, random, plan, now)


def _write_days(book: RowBatches, random: Random, plan: Plan, hand: Hand, place_id: int, now: datetime) -> None:
    hours = plan.end - plan.start - timedelta(days=plan.added_days)
    for day in range(plan.added_days + 1):
        came = plan.check_ins[hand.id] + timedelta(days=day, minutes=random.uniform(0, 6) if day else 0)
        if came > now:
            return
        _attend(book, random, plan, hand, place_id, AttendanceKind.CHECK_IN, came)
        left = plan.start + timedelta(days=day) + hours + timedelta(minutes=random.uniform(-10, 4))
        is_last = day == plan.added_days
        if plan.finished and is_last:
            left = min(left, plan.finished - timedelta(minutes=1))
        if left > now or (
            plan.status == _S.IN_PROGRESS and local_day(left, plan.place.zone) >= local_day(now, plan.place.zone)
        ):
            return
        _attend(book, random, plan, hand, place_id, AttendanceKind.CHECK_OUT, max(left, came + timedelta(minutes=1)))


def _attend(
    book: RowBatches, random: Random, plan: Plan, hand: Hand, place_id: int, kind: AttendanceKind, at: datetime
) -> None:
    far = random.random() < 0.04
    offline = random.random() < 0.06
    distance = random.uniform(230, 900) if far else random.uniform(3, 90)
    pressed = (at - timedelta(minutes=random.uniform(3, 9) if offline else 0.05)).astimezone(UTC)
    book.add(
        Attendance,
        assignment_id=place_id,
        visit_id=plan.visit_id,
        technician_id=hand.id,
        kind=kind,
        work_date=local_day(at, plan.place.zone),
        happened_at=pressed if offline else at.astimezone(UTC),
        moment_source=MomentSource.PHONE if offline else MomentSource.SERVER,
        server_at=at.astimezone(UTC),
        device_at=pressed,
        sent_at=at.astimezone(UTC),
        latitude=plan.place.latitude + distance / 111_000,
        longitude=plan.place.longitude,
        accuracy_m=round(random.uniform(5, 40), 1),
        distance_m=round(distance, 1),
        outside_radius=distance > RADIUS_M,
        reason="Parkir jauh, titik lokasi belum tepat" if far else "",
        client_key=f"demo-{plan.visit_id}-{hand.id}-{kind}-{local_day(at, plan.place.zone)}",
        offline=offline,
        created_at=at.astimezone(UTC),
    )


def _write_arrival_alert(book: RowBatches, plan: Plan, hand: Hand, place_id: int) -> None:
    lost = int((plan.check_ins[hand.id] - plan.start).total_seconds() // 60)
    if lost >= LATE_MINUTES:
        _alert(book, plan, place_id, AlertStatus.ARRIVED, minutes_lost=lost, decided_at=plan.check_ins[hand.id])


def _write_absence(book: RowBatches, plan: Plan, hand: Hand) -> None:
    """The place of somebody who did not come: given back, or closed when the others went on without."""
    decided = plan.start + timedelta(minutes=22)
    claimed = plan.created + timedelta(hours=1)
    place_id = book.add(
        Assignment,
        visit_id=plan.visit_id,
        technician_id=hand.id,
        claimed_at=claimed,
        created_at=claimed,
        during=Range(plan.start.astimezone(UTC), plan.end.astimezone(UTC)),
        released_at=decided,
        release_reason=ReleaseReason.WITHDRAWN if plan.went_on else ReleaseReason.REPLACED,
        no_show=True,
    )
    status = AlertStatus.CONTINUED if plan.went_on else AlertStatus.REPLACED
    _alert(book, plan, place_id, status, minutes_lost=22, decided_at=decided, decided_by_id=plan.cs)


def _alert(book: RowBatches, plan: Plan, place_id: int, status: AlertStatus, **decision: object) -> None:
    raised = plan.start + timedelta(minutes=LATE_MINUTES)
    facts = {"minutes_lost": None, "decided_at": None, "decided_by_id": None, **decision}
    book.add(
        EmergencyAlert,
        visit_id=plan.visit_id,
        assignment_id=place_id,
        status=status,
        raised_at=raised,
        created_at=raised,
        **facts,
    )


def _write_extension(book: RowBatches, random: Random, plan: Plan, now: datetime) -> None:
    asks = plan.wish == "asks for more days"
    refused = plan.status == _S.CLOSED and plan.added_days == 0 and random.random() < 0.02
    if not (plan.added_days or asks or refused):
        return
    first_end = plan.end - timedelta(days=plan.added_days)
    asked = min(first_end - timedelta(minutes=50), now - timedelta(minutes=12))
    status = RequestStatus.PENDING if asks else RequestStatus.REJECTED if refused else RequestStatus.APPROVED
    decided = None if asks else asked + timedelta(minutes=9)
    book.add(
        ExtensionRequest,
        visit_id=plan.visit_id,
        requested_by_id=plan.team[0].id,
        days=plan.added_days or 1,
        reason=random.choice(EXTENSION_REASONS),
        status=status,
        decided_by_id=plan.cs if decided else None,
        decided_at=decided,
        decision_note="Selesaikan hari ini, tim ditambah lain waktu." if refused else "",
        asked_at=asked,
        created_at=asked,
    )
