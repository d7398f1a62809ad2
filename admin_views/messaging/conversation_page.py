"""Both directions of one conversation, as bubbles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from app.models.accounts.user import User
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbound_file import InboundFile
from app.models.messaging.inbox import InboxEvent, Provider
from app.models.messaging.outbox import DELIVERY_FLOW, OUTBOX_EVENT_FLOW, Channel, Delivery, OutboxMessage, OutboxStatus
from app.policies.visibility import deliveries_visible_to, inbox_visible_to, spoken_openly
from app.presenters.dates import moment_short
from app.presenters.messaging.deliveries import trouble
from app.presenters.messaging.inbound_kinds import kind_label
from app.presenters.status import Badge, status_badge
from integrations.whatsapp.single_event import read_single
from integrations.whatsapp.webhook import InboundMessage

SHOWN = 60  # of each direction


@dataclass(frozen=True, slots=True)
class Bubble:
    at: datetime
    time: str
    ours: bool
    text: str
    badge: Badge | None = None
    note: str = ""
    record_id: int = 0
    file: InboundFile | None = None
    event_id: int = 0  # the outbox event of what we wrote


def conversation(session: Session, contact: WhatsAppContact, reader: User) -> list[Bubble]:
    """What the reader may see of it, oldest first, as on a telephone."""
    theirs = select(InboxEvent).where(
        InboxEvent.contact_id == contact.id,
        InboxEvent.provider == Provider.WHATSAPP,
        InboxEvent.kind == "message",
        inbox_visible_to(reader),
    )
    same = [Delivery.contact_id == contact.id]
    if contact.customer_id is not None:
        same.append(Delivery.customer_id == contact.customer_id)
    ours = select(Delivery).where(or_(*same), Delivery.channel == Channel.WHATSAPP, deliveries_visible_to(reader))
    events = session.scalars(theirs.order_by(InboxEvent.id.desc()).limit(SHOWN)).all()
    files = _files_of(session, events)
    bubbles = [_inbound(event, files.get(event.id)) for event in events]
    bubbles += [_sent_bubble(delivery) for delivery in session.scalars(ours.order_by(Delivery.id.desc()).limit(SHOWN))]
    bubbles += [_waiting(emitted) for emitted in session.scalars(_unaddressed(contact, reader))]
    return sorted(bubbles, key=lambda bubble: bubble.at)


def _unaddressed(contact: WhatsAppContact, reader: User) -> Any:
    """What CS has written a moment ago."""
    return select(OutboxMessage).where(
        OutboxMessage.status == OutboxStatus.WAITING,
        OutboxMessage.kind == "contact.reply",
        OutboxMessage.payload["contact_id"].as_integer() == contact.id,
        OutboxMessage.payload["template"].as_string() == "contact.note",
        spoken_openly(reader, contact.id, OutboxMessage.created_at),
    )


def _waiting(emitted: OutboxMessage) -> Bubble:
    at = emitted.created_at
    badge = status_badge(OUTBOX_EVENT_FLOW, emitted.status)
    return Bubble(
        at, moment_short(at), ours=True, text=emitted.payload["facts"]["text"], badge=badge, event_id=emitted.id
    )


def _files_of(session: Session, events: Sequence[InboxEvent]) -> dict[int, InboundFile]:
    sent = select(InboundFile).where(InboundFile.event_id.in_([event.id for event in events]))
    return {file.event_id: file for file in session.scalars(sent.options(joinedload(InboundFile.file)))}


def _inbound(event: InboxEvent, file: InboundFile | None) -> Bubble:
    message = read_single(event.raw)
    at, text = event.created_at, event.summary  # ordered by our own clock: Meta's counts whole seconds
    if isinstance(message, InboundMessage):
        text = message.text or ("" if file else f"[{kind_label(message.kind)}]")
    sent_at = isinstance(message, InboundMessage) and message.sent_at
    return Bubble(at, moment_short(sent_at or at), ours=False, text=text, record_id=event.id, file=file)


def _sent_bubble(outgoing: Delivery) -> Bubble:
    return Bubble(
        outgoing.created_at,
        moment_short(outgoing.sent_at or outgoing.created_at),
        ours=True,
        text=outgoing.body,
        badge=status_badge(DELIVERY_FLOW, outgoing.status),
        note=trouble(outgoing),
        record_id=outgoing.id,
        event_id=0 if "file" in outgoing.payload else outgoing.message_id,
    )
