"""The sweep of due timers, and who is on call written down as it changes."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.incidents.incident import Incident
from app.models.on_call.escalation import Escalation, EscalationStatus, EscalationTimer, TimerKind
from app.models.on_call.schedule import OnCallShift
from workflows.incident_timeline import write_entry
from workflows.on_call.escalate import LAST, begin_cycle, pull_next, ring
from workflows.on_call.events import DecisionAsked, HandedOver
from workflows.on_call.who import LEVELS, find_on_call
from workflows.outbox_events import emit

BATCH = 50
ON_TIME = timedelta(minutes=5)  # later than this and the next level waits from now, so that it gets its full time


def sweep_escalations(session: Session, *, now: datetime) -> int:
    """Act on every due timer once, whatever other sweeps run; how many."""
    due = (
        select(EscalationTimer)
        .join(Escalation)
        .where(EscalationTimer.due_at <= now, EscalationTimer.done_at.is_(None))
        .order_by(EscalationTimer.due_at, EscalationTimer.id)
        .limit(BATCH)
        .with_for_update(of=EscalationTimer, skip_locked=True)
    )
    found = list(session.scalars(due))
    last_late: dict[int, tuple[Escalation, Incident, int]] = {}
    for timer in found:
        timer.done_at = now
        session.flush()
        escalation = session.get_one(Escalation, timer.escalation_id, with_for_update=True, populate_existing=True)
        incident = session.get_one(Incident, escalation.incident_id)
        if escalation.status == EscalationStatus.ENDED or timer.cycle != escalation.cycle:
            continue
        _act(session, timer, escalation, incident, now)
        if timer.kind == TimerKind.LEVEL and now - timer.due_at > ON_TIME:
            last_late[escalation.id] = (escalation, incident, timer.level)
    for escalation, incident, level in last_late.values():
        pull_next(session, escalation, incident, level, now)
    return len(found)


def _act(session: Session, timer: EscalationTimer, escalation: Escalation, incident: Incident, now: datetime) -> None:
    match timer.kind:
        case TimerKind.LEVEL:
            if timer.level <= LAST:
                ring(session, escalation, incident, timer.level, planned_at=timer.due_at, now=now)
        case TimerKind.DECISION:
            write_entry(session, incident, "Keputusan memanggil level 4 diminta", now=now)
            once = f"decide:{escalation.id}:{escalation.cycle}"
            emit(session, DecisionAsked(incident_id=incident.id), now=now, once=once)
        case TimerKind.ACKNOWLEDGEMENT:
            holder = escalation.acknowledged_by_id
            write_entry(session, incident, "Belum selesai sesudah diterima: berbunyi lagi", now=now)
            begin_cycle(session, escalation, incident, now=now, also=[holder] if holder else [])
        case TimerKind.WAKE:
            begin_cycle(session, escalation, incident, now=now)


def note_shifts(session: Session, *, now: datetime) -> None:
    """Write down who came on call; while alarms are open they are told how many."""
    open_shifts = {
        shift.level: shift for shift in session.scalars(select(OnCallShift).where(OnCallShift.ended_at.is_(None)))
    }
    for level in LEVELS:
        person, shift = find_on_call(session, level=level, at=now), open_shifts.get(level)
        if shift is not None and person is not None and shift.user_id == person.id:
            continue
        if shift is not None:
            shift.ended_at = now
            session.flush()
        if person is not None:
            session.add(OnCallShift(level=level, user_id=person.id, started_at=now, created_at=now))
            session.flush()
            if shift is not None:
                _tell_of_open(session, person.id, now)


def _tell_of_open(session: Session, user_id: int, now: datetime) -> None:
    ringing = select(func.count()).select_from(Escalation).where(Escalation.status != EscalationStatus.ENDED)
    count = session.scalar(ringing) or 0
    if count:
        emit(session, HandedOver(user_id=user_id, count=count), now=now, once=f"hand_over:{user_id}:{now.isoformat()}")
