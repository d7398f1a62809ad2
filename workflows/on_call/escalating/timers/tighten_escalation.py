"""Bring deadlines forward after a change of severity."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.incidents.incident import Incident
from app.models.on_call.escalation import EscalationStatus, EscalationTimer, TimerKind
from workflows.on_call.escalating.begin_cycle import begin_cycle
from workflows.on_call.escalating.find_escalation import find_escalation, policy_of
from workflows.on_call.escalating.timers.escalation_timers import LAST, waiting_timer
from workflows.on_call.escalating.timers.office_hours import policy_due


def tighten_escalation(session: Session, incident: Incident, *, now: datetime) -> None:
    """Another severity: the level is kept, the next deadline is the earlier of the old and the new one.

    Nothing is moved while calls are put off, nor where an acknowledgement stops them.
    """
    escalation = find_escalation(session, incident.id, lock=True)
    if escalation is None or escalation.status in {EscalationStatus.SNOOZED, EscalationStatus.ENDED}:
        return
    policy, is_ringing = policy_of(session, incident), escalation.status == EscalationStatus.RINGING
    if policy.stop_at_acknowledgement and not is_ringing:
        return
    if is_ringing and escalation.level == 0 and policy_due(session, policy, now, 0) <= now:
        begin_cycle(session, escalation, incident, now=now)  # it waited for working hours, which no longer count
        return
    level = min(max(escalation.level, 1), LAST)
    due = policy_due(session, policy, now, policy.minutes_of(level))
    kind, following = (TimerKind.DECISION, 0) if level >= LAST else (TimerKind.LEVEL, level + 1)
    later = EscalationTimer.due_at > due
    session.execute(
        update(EscalationTimer).where(*waiting_timer(escalation, kind, following), later).values(due_at=due)
    )
