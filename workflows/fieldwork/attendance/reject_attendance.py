"""CS does not believe a check-in or check-out: it stays in the history and counts for nothing."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.visits.attendance import ATTENDANCE_FLOW, Attendance
from workflows.kpi import touch_day
from workflows.transitions import transition


def reject_attendance(session: Session, *, attendance_id: int, actor: User, now: datetime, note: str) -> Attendance:
    facts: dict[str, Any] = {"decided_by_id": actor.id, "decided_at": now, "decision_note": note}
    row = transition(session, ATTENDANCE_FLOW, attendance_id, "reject", actor=actor, now=now, **facts)
    touch_day(session, moment=row.happened_at, now=now)
    return row
