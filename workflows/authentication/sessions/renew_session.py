"""The person proved again who they are, or may do something else now: a new token, and the old one is void."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.core.identifiers import sha256
from app.models.accounts.sessions import UserSession


def renew_session(session: Session, *, session_id: int, token: str, now: datetime) -> None:
    """The person proved again who they are, or may do something else now: a new token, and the old one is void."""
    renewed = (
        update(UserSession)
        .where(UserSession.id == session_id, UserSession.ended_at.is_(None))
        .values(token_sha256=sha256(token), fresh_at=now, last_seen_at=now)
        .returning(UserSession.id)
        .execution_options(synchronize_session=False)
    )
    if session.execute(renewed).one_or_none() is None:
        raise NotFound
