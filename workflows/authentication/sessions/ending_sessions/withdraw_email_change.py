"""Withdraw a change of e-mail address."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.accounts.member import EmailChange


def withdraw_email_change(session: Session, *, user_id: int, now: datetime) -> None:
    """The link that was sent is void from now on."""
    waiting = update(EmailChange).where(
        EmailChange.user_id == user_id, EmailChange.confirmed_at.is_(None), EmailChange.withdrawn_at.is_(None)
    )
    session.execute(waiting.values(withdrawn_at=now))
