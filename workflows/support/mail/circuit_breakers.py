"""Limits that hold where headers do not tell a machine from a person."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, literal, or_, select
from sqlalchemy.orm import Session

from app.models.support.mail.mail import MailState, SupportMail

HOUR, DAY = timedelta(hours=1), timedelta(hours=24)
MOST_OF_ADDRESS, MOST_OF_DOMAIN = 10, 30  # mails in an hour; then they are held
MOST_REOPENED = 3  # of one ticket by mail in a day
_COUNTED = (MailState.OPENED, MailState.THREADED, MailState.HELD)


def is_a_storm(session: Session, *, sender: str, domain: str, now: datetime) -> bool:
    """Tell whether this address or its domain has written so much that a person looks at the rest."""
    reached = or_(
        _as_many(SupportMail.sender == sender, MOST_OF_ADDRESS, now),
        _as_many(SupportMail.sender_domain == domain, MOST_OF_DOMAIN, now),
    )
    return bool(session.scalar(select(reached)))


def _as_many(who: ColumnElement[bool], most: int, now: datetime) -> ColumnElement[bool]:
    """Within the hour; in a storm of thousands no more are counted than matter."""
    counted = select(SupportMail.id).where(who, SupportMail.created_at > now - HOUR, SupportMail.state.in_(_COUNTED))
    return select(literal(1)).select_from(counted.offset(most - 1).limit(1).subquery()).exists()


def begins_storm(session: Session, *, sender: str, domain: str, now: datetime) -> bool:
    """The first mail that is held of this address or domain within the hour: somebody is told of it once."""
    same = (SupportMail.sender == sender) | (SupportMail.sender_domain == domain)
    held = select(SupportMail.id).where(same, SupportMail.state == MailState.HELD, SupportMail.created_at > now - HOUR)
    return session.scalar(held.limit(1)) is None


def may_acknowledge(session: Session, *, sender: str, now: datetime) -> bool:
    """One in a day for each address."""
    statement = select(SupportMail.id).where(
        SupportMail.sender == sender, SupportMail.acknowledged, SupportMail.created_at > now - DAY
    )
    return session.scalar(statement.limit(1)) is None


def may_reopen(session: Session, *, ticket_id: int, now: datetime) -> bool:
    done = select(func.count()).where(
        SupportMail.ticket_id == ticket_id, SupportMail.reopened, SupportMail.created_at > now - DAY
    )
    return (session.scalar(done) or 0) < MOST_REOPENED
