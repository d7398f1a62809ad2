"""Say that an error is mended."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.monitoring.error_group import ERROR_FLOW, ErrorGroup
from workflows.transitions import transition


def resolve_error(session: Session, *, error_id: int, actor: User, now: datetime) -> ErrorGroup:
    """Seen once more it is open again."""
    done: ErrorGroup = transition(session, ERROR_FLOW, error_id, "resolve", actor=actor, now=now, resolved_at=now)
    return done
