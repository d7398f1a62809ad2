"""A person's e-mail address, number or Telegram chat changed: what went to the former one ends or follows."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.outbox import Channel, Delivery
from workflows.authentication.sessions.ending_sessions.end_resets import end_resets
from workflows.authentication.sessions.ending_sessions.withdraw_email_change import withdraw_email_change
from workflows.outbox import follow_address


def end_former_contact(
    session: Session, user: User, *, now: datetime, email: str | None = None, phone: str | None = None
) -> None:
    """`email`, `phone`: as they were until now. Resets and changes that were begun end; waiting messages follow."""
    if (user.email, user.phone_e164) == (email, phone):
        return
    end_resets(session, user_id=user.id, now=now)
    if email != user.email:
        withdraw_email_change(session, user_id=user.id, now=now)
        _follow(session, user, Channel.EMAIL, email, user.email)
    if phone != user.phone_e164:
        _follow(session, user, Channel.WHATSAPP, (phone or "").lstrip("+"), (user.phone_e164 or "").lstrip("+"))


def _follow(session: Session, user: User, channel: Channel, former: str | None, address: str | None) -> None:
    if former:
        follow_address(session, Delivery.user_id == user.id, channel=channel, former=former, address=address or "")
