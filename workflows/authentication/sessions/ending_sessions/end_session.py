"""End one log-in of this person; False when it is not theirs or over already."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.sessions import UserSession
from workflows.authentication.sessions.ending_sessions.ending import end_where, note_ended


def end_session(session: Session, *, session_id: int, user_id: int, now: datetime) -> bool:
    """End one log-in of this person; False when it is not theirs or over already."""
    ended = bool(end_where(session, now, UserSession.id == session_id, UserSession.user_id == user_id))
    if ended:
        note_ended(session, user_id, 1, now)
    return ended
