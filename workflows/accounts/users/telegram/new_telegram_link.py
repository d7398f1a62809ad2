"""Make a deep link that links a Telegram chat."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.core.identifiers import new_token, sha256
from app.models.accounts.user import TelegramLink, User
from workflows.transitions import note

LIVES = timedelta(minutes=15)


def new_telegram_link(session: Session, *, user: User, actor: User, now: datetime) -> str:
    """A fresh token for `/start <token>`; older ones of this person stop working. Only its SHA-256 is kept.

    `actor`: who makes it, written down. A link that somebody else made leaves the chat waiting for its owner.
    """
    session.execute(delete(TelegramLink).where(TelegramLink.user_id == user.id, TelegramLink.used_at.is_(None)))
    token = new_token()
    link = TelegramLink(user_id=user.id, made_by_id=actor.id, token_sha256=sha256(token), expires_at=now + LIVES)
    session.add(link)
    note(session, User.__tablename__, user.id, "telegram_link_made", actor=actor, now=now)
    session.flush()
    return token
