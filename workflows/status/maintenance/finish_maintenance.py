"""Finish maintenance before its announced end."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.status.status_page import MAINTENANCE_FLOW, PlannedMaintenance
from workflows.status.subscribers.announcing.announce_maintenance import announce_maintenance
from workflows.transitions import transition


def finish_maintenance(
    session: Session, *, maintenance_id: int, actor: User, now: datetime, outcome: str
) -> PlannedMaintenance:
    done: PlannedMaintenance = transition(
        session, MAINTENANCE_FLOW, maintenance_id, "finish", actor=actor, now=now, outcome=outcome, ended_at=now
    )
    announce_maintenance(session, done.id, "completed", now=now)
    return done
