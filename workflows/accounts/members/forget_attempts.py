"""Sign-ups, claims and changes of address that are over."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models.accounts.member import AccountClaim, EmailChange, Signup

KEPT_FOR = timedelta(days=7)


def forget_attempts(session: Session, *, now: datetime) -> int:
    """Delete sign-ups, claims and changes of address older than a week; how many those were."""
    gone = 0
    for table in (Signup, AccountClaim, EmailChange):
        old = delete(table).where(table.created_at < now - KEPT_FOR).returning(table.id)
        gone += len(session.scalars(old).all())
    return gone
