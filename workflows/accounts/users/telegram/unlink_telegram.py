"""Unlink a Telegram chat."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from workflows.accounts.users.telegram.chat import claim_chat


def unlink_telegram(session: Session, *, user: User, now: datetime) -> User:
    """Messages go by e-mail from now on."""
    own = session.scalars(select(User).where(User.id == user.id).with_for_update()).one()
    claim_chat(session, own, None, now=now)
    own.updated_at = now
    session.flush()
    return own
