"""Move everything that is due later."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from app.models.on_call.escalation import Escalation, EscalationTimer
from workflows.incident_timeline import write_entry
from workflows.on_call.escalating.running import get_running_escalation


def extend_escalation(
    session: Session, incident: Incident, *, actor: User, now: datetime, minutes: int, reason: str
) -> Escalation:
    """Whoever has it asks for more time: everything that is due later moves by these minutes."""
    escalation = get_running_escalation(session, incident)
    if escalation.acknowledged_by_id != actor.id:
        raise NotAllowed(N_("Hanya yang sudah menerima insiden ini yang dapat minta waktu."))
    waiting = select(EscalationTimer).where(
        EscalationTimer.escalation_id == escalation.id, EscalationTimer.done_at.is_(None)
    )
    for timer in session.scalars(waiting.with_for_update()):
        timer.due_at += timedelta(minutes=minutes)
    session.flush()
    write_entry(
        session,
        incident,
        N_("Minta waktu %(minutes)s menit: %(reason)s", minutes=minutes, reason=reason),
        actor=actor,
        now=now,
    )
    return escalation
