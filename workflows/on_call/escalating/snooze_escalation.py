"""Put calls off."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from app.models.on_call.escalation import Escalation, EscalationStatus, TimerKind
from workflows.incident_timeline import write_entry
from workflows.on_call.escalating.running import get_running_escalation
from workflows.on_call.escalating.timers.escalation_timers import add_timer, drop_timers


def snooze_escalation(session: Session, incident: Incident, *, actor: User, now: datetime, minutes: int) -> Escalation:
    """No calls for a while; then from level 1 again."""
    escalation = get_running_escalation(session, incident)
    escalation.status = EscalationStatus.SNOOZED
    session.flush()
    drop_timers(session, escalation, now)
    add_timer(session, escalation, TimerKind.WAKE, 0, now + timedelta(minutes=minutes))
    write_entry(session, incident, N_("Ditunda %(minutes)s menit", minutes=minutes), actor=actor, now=now)
    return escalation
