"""Addresses that take no mails: for good at once, or three soft failures within a week."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.models.support.mail.mail import SupportAddress

MOST_SOFT, WITHIN = 3, timedelta(days=7)


def is_dead(session: Session, *, email: str) -> bool:
    dead = select(SupportAddress.id).where(SupportAddress.email == email, SupportAddress.dead_at.is_not(None))
    return session.scalar(dead) is not None


def note_failed(session: Session, *, email: str, reason: str, is_final: bool, now: datetime) -> None:
    """Count a mail that did not arrive there."""
    wanted = select(SupportAddress).where(SupportAddress.email == email).with_for_update()
    row = session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        row = SupportAddress(email=email, soft_failures=0, created_at=now)
        session.add(row)
    if row.soft_since is None or now > row.soft_since + WITHIN:
        row.soft_since, row.soft_failures = now, 0
    row.soft_failures, row.reason = row.soft_failures + 1, reason[:300]
    if is_final or row.soft_failures >= MOST_SOFT:
        row.dead_at = row.dead_at or now
    session.flush()


def takes_mail_again(session: Session, *, email: str) -> None:
    """Somebody has written to us from there."""
    session.execute(delete(SupportAddress).where(SupportAddress.email == email).execution_options(noted=True))
