"""Resolve an alarm by saying what was done."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.backup import BACKUP_ALARM_FLOW, BackupAlarm
from workflows.transitions import transition


def resolve_alarm(session: Session, *, alarm_id: int, actor: User, note: str, now: datetime) -> BackupAlarm:
    """Somebody has looked and says what was done; the next look opens it again if it still holds."""
    values: dict[str, Any] = {"note": note[:500], "resolved_by_id": actor.id, "resolved_at": now}
    return transition(session, BACKUP_ALARM_FLOW, alarm_id, "resolve", actor=actor, now=now, **values)
