"""Log-ins, refusals and closed sessions of an account."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.audit.audit_log import AuditEntry

AT_LOGIN = (
    "login",
    "login_refused",
    "login_locked",
    "password_changed",
    "password_reset",
    "reset_password",
    "sessions_ended",
    "change_role",
)


def list_security_events(session: Session, *, user_id: int, most: int = 20) -> Sequence[AuditEntry]:
    """Log-ins, refusals, changed passwords and ended sessions of one person, newest first."""
    theirs = select(AuditEntry).where(
        AuditEntry.thing == User.__tablename__, AuditEntry.thing_id == user_id, AuditEntry.action.in_(AT_LOGIN)
    )
    return session.scalars(theirs.order_by(AuditEntry.id.desc()).limit(most)).all()
