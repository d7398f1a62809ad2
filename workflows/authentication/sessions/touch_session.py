"""Note that a log-in is in use."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.accounts.sessions import UserSession

SEEN_EVERY = timedelta(minutes=1)


def touch_session(session: Session, *, session_id: int, now: datetime) -> None:
    """Write down that it is in use; of several requests at once only the first writes."""
    seen = update(UserSession).where(UserSession.id == session_id, UserSession.last_seen_at < now - SEEN_EVERY)
    session.execute(seen.values(last_seen_at=now).execution_options(synchronize_session=False))
