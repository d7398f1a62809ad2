"""Look at a check now."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.monitoring.check import CHECK_FLOW, Check, CheckRun
from workflows.transitions import transition


def run_check_now(session: Session, *, check_id: int, actor: User, now: datetime) -> Check:
    """The next sweep, seconds away, takes it."""
    check: Check = transition(session, CHECK_FLOW, check_id, "test", actor=actor, now=now)
    session.execute(update(CheckRun).where(CheckRun.check_id == check_id).values(due_at=now, leased_until=None))
    return check
