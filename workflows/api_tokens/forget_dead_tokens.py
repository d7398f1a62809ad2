"""Keys of sessions that are long over: nobody will ask for them again."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models.accounts.api_token import ApiToken, TokenKind

KEPT_FOR = timedelta(days=30)


def forget_dead_tokens(session: Session, *, now: datetime) -> int:
    """Throw away session keys that ended a month ago; how many went."""
    dead = delete(ApiToken).where(ApiToken.kind == TokenKind.SESSION, ApiToken.expires_at < now - KEPT_FOR)
    return len(session.scalars(dead.returning(ApiToken.id)).all())
