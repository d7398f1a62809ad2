"""What an escalation does next by itself."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.on_call.escalation import Escalation, EscalationTimer


def find_next_timer(session: Session, incident_id: int) -> EscalationTimer | None:
    """The earliest that waits; None when nothing follows by itself."""
    waiting = (
        select(EscalationTimer)
        .join(Escalation, Escalation.id == EscalationTimer.escalation_id)
        .where(
            Escalation.incident_id == incident_id,
            EscalationTimer.cycle == Escalation.cycle,
            EscalationTimer.done_at.is_(None),
        )
    )
    return session.scalars(waiting.order_by(EscalationTimer.due_at, EscalationTimer.id).limit(1)).one_or_none()
