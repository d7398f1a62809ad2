"""Letters about the house itself."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.letters.letter import Addresser, Letter, to_member
from app.models.outbox import Channel, OutboxMessage
from app.models.user import Role, User, UserStatus
from app.presenters.delivery_reasons import reason
from app.presenters.letters import CHANNEL_LABELS


def channel_stopped(session: Session, message: OutboxMessage) -> Iterable[Letter]:
    """Every admin, by another channel than the one that stopped."""
    channel = Channel(message.payload["channel"])
    facts = {"channel": CHANNEL_LABELS[channel], "why": reason(channel, message.payload["code"])}
    admins = select(User).where(User.role == Role.ADMIN, User.status == UserStatus.ACTIVE).order_by(User.id)
    for admin in session.scalars(admins):
        letters = to_member(session, admin, message.kind, facts, link="/admin/outbox/")
        yield from (letter for letter in letters if letter.channel != channel)
        if channel == Channel.TELEGRAM and admin.email:
            yield Letter(channel=Channel.EMAIL, template=message.kind, facts=facts, user=admin, link="/admin/outbox/")


ADDRESSERS: dict[str, Addresser] = {"channel.stopped": channel_stopped}
