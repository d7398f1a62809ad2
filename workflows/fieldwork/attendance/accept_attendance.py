"""CS believes a questioned check-in or check-out: it counts from now on."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.visits.attendance import ATTENDANCE_FLOW, Attendance, AttendanceKind
from workflows.kpi import touch_day
from workflows.transitions import transition


def accept_attendance(
    session: Session, *, attendance_id: int, actor: User, now: datetime, note: str = ""
) -> Attendance:
    """The row becomes a person-day; whoever was there before their place was taken away was no no-show."""
    facts: dict[str, Any] = {"decided_by_id": actor.id, "decided_at": now, "decision_note": note or ""}
    row = transition(session, ATTENDANCE_FLOW, attendance_id, "accept", actor=actor, now=now, **facts)
    place = row.assignment
    if row.kind == AttendanceKind.CHECK_IN and place.no_show and row.happened_at < (place.released_at or now):
        place.no_show = False
        touch_day(session, moment=place.released_at or now, now=now)
    touch_day(session, moment=row.happened_at, now=now)
    session.flush()
    return row
