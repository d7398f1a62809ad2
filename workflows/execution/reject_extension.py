"""CS says no to more days."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.execution import EXTENSION_FLOW, ExtensionRequest
from app.models.user import User
from workflows.execution.messages import ExtensionRejected
from workflows.moves import move
from workflows.promises import promise


def reject_extension(session: Session, *, extension_id: int, actor: User, now: datetime, note: str) -> ExtensionRequest:
    """The plan stays; the technician is told why."""
    facts: dict[str, Any] = {"decided_by_id": actor.id, "decided_at": now, "decision_note": note}
    asked = move(session, EXTENSION_FLOW, extension_id, "reject", actor=actor, now=now, **facts)
    promise(session, ExtensionRejected(visit_id=asked.visit_id, extension_id=extension_id), now=now)
    return asked
