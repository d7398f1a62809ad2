"""Cancel maintenance."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.status.status_page import MAINTENANCE_FLOW, PlannedMaintenance
from workflows.status.subscribers.announcing.announce_maintenance import announce_maintenance
from workflows.transitions import transition


def cancel_maintenance(
    session: Session, *, maintenance_id: int, actor: User, now: datetime, reason: str
) -> PlannedMaintenance:
    done: PlannedMaintenance = transition(
        session, MAINTENANCE_FLOW, maintenance_id, "cancel", actor=actor, now=now, outcome=reason
    )
    announce_maintenance(session, done.id, "cancelled", now=now)
    return done
