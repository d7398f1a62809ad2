"""End the log-ins of a person."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.sessions import LoginWay, UserSession
from workflows.authentication.sessions.ending_sessions.ending import end_where, note_ended


def end_sessions(
    session: Session, *, user_id: int, now: datetime, except_id: int | None = None, ways: Collection[LoginWay] = ()
) -> int:
    """End all log-ins of a person, all but one, or those that came by these `ways`; how many those were."""
    others = (UserSession.id != except_id,) if except_id is not None else ()
    came = (UserSession.how.in_(ways),) if ways else ()
    count = end_where(session, now, UserSession.user_id == user_id, *others, *came)
    if count:
        note_ended(session, user_id, count, now)
    return count
