"""A change of e-mail address that waits for its link."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.identifiers import sha256
from app.models.accounts.member import EmailChange
from workflows.accounts.members.rules import is_over
from workflows.accounts.members.sign_up.find_signup import LinkSpent


def find_email_change(session: Session, *, user_id: int) -> EmailChange | None:
    """The request that waits for its confirmation."""
    waiting = select(EmailChange).where(
        EmailChange.user_id == user_id, EmailChange.confirmed_at.is_(None), EmailChange.withdrawn_at.is_(None)
    )
    return session.scalars(waiting.order_by(EmailChange.id.desc()).limit(1)).one_or_none()


def get_email_change(session: Session, *, token: str, now: datetime, lock: bool = False) -> EmailChange:
    """What a live link is about; raises LinkSpent."""
    wanted = select(EmailChange).where(EmailChange.token_sha256 == sha256(token))
    change = session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()
    if change is None or change.confirmed_at or change.withdrawn_at or is_over(change.expires_at, now):
        raise LinkSpent
    return change
