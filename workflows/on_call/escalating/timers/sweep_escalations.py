"""Act on every timer that is due; late ones are said to be late."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.incidents.incident import Incident
from app.models.on_call.escalation import Escalation, EscalationStatus, EscalationTimer, TimerKind
from workflows.incident_timeline import write_entry
from workflows.on_call.escalating.begin_cycle import begin_cycle
from workflows.on_call.escalating.escalate_to import escalate_to
from workflows.on_call.escalating.timers.escalation_timers import LAST, pull_next
from workflows.on_call.events import DecisionAsked
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
                escalate_to(session, escalation, incident, timer.level, planned_at=timer.due_at, now=now)
        case TimerKind.DECISION:
            write_entry(session, incident, N_("Keputusan memanggil level 4 diminta"), now=now)
            once = f"decide:{escalation.id}:{escalation.cycle}"
            emit(session, DecisionAsked(incident_id=incident.id), now=now, once=once)
        case TimerKind.ACKNOWLEDGEMENT:
            holder = escalation.acknowledged_by_id
            write_entry(session, incident, N_("Belum selesai sesudah diterima: berbunyi lagi"), now=now)
            begin_cycle(session, escalation, incident, now=now, also=[holder] if holder else [])
        case TimerKind.WAKE:
            begin_cycle(session, escalation, incident, now=now)
