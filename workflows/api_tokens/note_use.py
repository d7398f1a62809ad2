"""Note that a token was used."""

from datetime import datetime

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from app.models.accounts.api_token import ApiToken
from workflows.api_tokens.find_bearer import NOTED_EVERY


def note_use(session: Session, *, token: ApiToken, now: datetime) -> None:
    """At most once a minute, however busy the machine is."""
    stale = or_(ApiToken.last_used_at.is_(None), ApiToken.last_used_at <= now - NOTED_EVERY)
    session.execute(update(ApiToken).where(ApiToken.id == token.id, stale).values(last_used_at=now))
