"""CS rejects a request for more days."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.visits.fieldwork import EXTENSION_FLOW, ExtensionRequest
from workflows.fieldwork.events import ExtensionRejected
from workflows.outbox_events import emit
from workflows.transitions import transition


def reject_extension(session: Session, *, extension_id: int, actor: User, now: datetime, note: str) -> ExtensionRequest:
    """The plan stays; the technician is notified with the note."""
    facts: dict[str, Any] = {"decided_by_id": actor.id, "decided_at": now, "decision_note": note}
    asked = transition(session, EXTENSION_FLOW, extension_id, "reject", actor=actor, now=now, **facts)
    emit(session, ExtensionRejected(visit_id=asked.visit_id, extension_id=extension_id), now=now)
    return asked
