"""End the calls that an acknowledgement answers."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from app.models.on_call.escalation import Escalation, EscalationStatus, TimerKind
from workflows.on_call.escalating.find_escalation import find_escalation, list_called_people, policy_of
from workflows.on_call.escalating.timers.escalation_timers import add_timer, drop_timers
from workflows.on_call.escalating.timers.office_hours import policy_due
from workflows.on_call.events import CallTaken, PersonCalled
from workflows.outbox import withdraw_buttons
from workflows.outbox_events import emit


def acknowledge_escalation(session: Session, incident: Incident, *, actor: User, now: datetime) -> None:
    """The calls of this person's level end; where the policy says so, all of them. The others are told who has it."""
    taken = session.execute(
        update(Escalation)
        .where(Escalation.incident_id == incident.id, Escalation.status == EscalationStatus.RINGING)
        .values(status=EscalationStatus.ACKNOWLEDGED, acknowledged_by_id=actor.id, acknowledged_at=now)
        .returning(Escalation.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    escalation = find_escalation(session, incident.id)
    if taken is None or escalation is None:
        return
    withdraw_buttons(
        session, asked=PersonCalled.kind, outcome="acknowledged", incident_id=incident.id, actor=actor, now=now
    )
    policy = policy_of(session, incident)
    if policy.stop_at_acknowledgement:
        drop_timers(session, escalation, now, TimerKind.LEVEL, TimerKind.DECISION)
        due = policy_due(session, policy, now, policy.acknowledgement_minutes)
        add_timer(session, escalation, TimerKind.ACKNOWLEDGEMENT, 0, due)
    for user_id in list_called_people(session, escalation):
        once = f"taken:{escalation.id}:{escalation.cycle}:{actor.id}:{user_id}"
        emit(session, CallTaken(incident_id=incident.id, user_id=user_id), now=now, once=once)
