"""Letters about the house itself."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.outbox.messages.message import Addresser, OutgoingMessage, to_member
from app.models.accounts.user import Role, User, UserStatus
from app.models.messaging.outbox import Channel, OutboxMessage
from app.presenters.deliveries import CHANNEL_LABELS
from app.presenters.delivery_reasons import reason


def channel_stopped(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Every admin, by another channel than the one that stopped."""
    channel = Channel(message.payload["channel"])
    facts = {"channel": CHANNEL_LABELS[channel], "why": reason(channel, message.payload["code"])}
    admins = select(User).where(User.role == Role.ADMIN, User.status == UserStatus.ACTIVE).order_by(User.id)
    for admin in session.scalars(admins):
        letters = to_member(session, admin, message.kind, facts, link="/admin/outbox/")
        yield from (letter for letter in letters if letter.channel != channel)
        if channel == Channel.TELEGRAM and admin.email:
            yield OutgoingMessage(
                channel=Channel.EMAIL, template=message.kind, facts=facts, user=admin, link="/admin/outbox/"
            )


ADDRESSERS: dict[str, Addresser] = {"channel.stopped": channel_stopped}
