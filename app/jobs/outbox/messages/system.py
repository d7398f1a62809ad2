"""Messages about the application itself."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_member
from app.models.accounts.user import Role, User, UserStatus
from app.models.messaging.contact import WhatsAppTemplate
from app.models.messaging.outbox import Channel, OutboxMessage
from app.presenters.messaging.deliveries import CHANNEL_LABELS, KIND_LABELS
from app.presenters.messaging.delivery_reasons import reason
from integrations.whatsapp.errors import ACCOUNT_RESTRICTED


def channel_stopped(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Admins, and CS for what they have to send by hand; by another channel than the one that stopped."""
    channel = Channel(message.payload["channel"])
    facts = {"channel": CHANNEL_LABELS[channel], "why": reason(channel, message.payload["code"])}
    roles = [Role.ADMIN, Role.CS] if message.payload["code"] in ACCOUNT_RESTRICTED else [Role.ADMIN]
    people = select(User).where(User.role.in_(roles), User.status == UserStatus.ACTIVE).order_by(User.id)
    for admin in session.scalars(people):
        deliveries = to_member(session, admin, message.kind, facts, link="/admin/outbox/")
        yield from (delivery for delivery in deliveries if delivery.channel != channel)
        if channel == Channel.TELEGRAM and admin.email:
            yield OutgoingMessage(
                channel=Channel.EMAIL, template=message.kind, facts=facts, user=admin, link="/admin/outbox/"
            )


def template_stopped(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    template = session.get(WhatsAppTemplate, message.payload["template_id"])
    if template is not None:
        facts = {"template": template, "about": KIND_LABELS.get(template.kind, template.kind)}
        link = "/admin/outbox/?flt_status=BY_HAND"
        yield from _to_staff(session, message, {**facts, "status": message.payload["status"]}, link)


def account_changed(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    facts = {name: message.payload.get(name, "") for name in ("happening", "detail", "meaning")}
    yield from _to_staff(session, message, facts, "/admin/outbox/?flt_status=BY_HAND")


def _to_staff(session: Session, message: OutboxMessage, facts: dict[str, Any], link: str) -> Iterable[OutgoingMessage]:
    """Whoever repairs it, and whoever has to send by hand meanwhile."""
    both = User.role.in_([Role.ADMIN, Role.CS])
    for person in session.scalars(select(User).where(both, User.status == UserStatus.ACTIVE).order_by(User.id)):
        yield from to_member(session, person, message.kind, facts, link=link)


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "channel.stopped": channel_stopped,
    "channel.template_stopped": template_stopped,
    "channel.account_changed": account_changed,
}
