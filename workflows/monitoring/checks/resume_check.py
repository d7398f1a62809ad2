"""Go on with a paused check: as a new one, without an alarm on the way up."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.monitoring.check import CHECK_FLOW, Check, CheckRun
from workflows.transitions import transition

AFRESH = {
    "streak": 0,
    "streak_since": None,
    "last_at": None,
    "down_since": None,
    "changes": [],
    "unstable": False,
    "told": False,
    "ping_started_at": None,
    "ping_ended_at": None,
    "ping_failed_at": None,
}


def resume_check(session: Session, *, check_id: int, actor: User, now: datetime) -> Check:
    check: Check = transition(session, CHECK_FLOW, check_id, "resume", actor=actor, now=now)
    session.execute(update(CheckRun).where(CheckRun.check_id == check_id).values(due_at=now, **AFRESH))
    return check
