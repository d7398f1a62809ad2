"""Leave an error alone: it is counted and stays ignored."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.monitoring.error_group import ERROR_FLOW, ErrorGroup
from workflows.transitions import transition


def ignore_error(session: Session, *, error_id: int, actor: User, now: datetime) -> ErrorGroup:
    done: ErrorGroup = transition(session, ERROR_FLOW, error_id, "ignore", actor=actor, now=now)
    return done
