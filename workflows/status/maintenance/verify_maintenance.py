"""Say that the work is done and its result is being checked."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.status.status_page import MAINTENANCE_FLOW, PlannedMaintenance
from workflows.outbox_events import emit
from workflows.status.subscribers.events import MirrorDue
from workflows.transitions import transition


def verify_maintenance(session: Session, *, maintenance_id: int, actor: User, now: datetime) -> PlannedMaintenance:
    """Shown on the status page, told to the mirror and to webhooks; subscribers hear of the end."""
    done: PlannedMaintenance = transition(
        session, MAINTENANCE_FLOW, maintenance_id, "verify", actor=actor, now=now, verifying_since=now
    )
    mirrored = MirrorDue(thing="maintenance", local_id=maintenance_id)
    emit(session, mirrored, now=now, once=f"status.mirror:maintenance:{maintenance_id}:verifying")
    return done
