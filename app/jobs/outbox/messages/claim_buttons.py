"""“Ambil Job” under Telegram messages, taken away when it leads nowhere any more."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.jobs.outbox.messages.message import OutgoingMessage
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus, OutboxMessage
from app.models.visits.visit import VisitTicket
from workflows.visits import list_team


def withdraw_claim_buttons(session: Session, visit: VisitTicket, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Edit every invitation sent before `message`; later ones are about a place that came free again."""
    winners = {person.id for person in list_team(session, visit_id=visit.id)}
    sent = select(Delivery).where(
        Delivery.message.has(OutboxMessage.visit_id == visit.id),
        Delivery.message_id < message.id,
        Delivery.kind == "visit.opened",
        Delivery.channel == Channel.TELEGRAM,
        Delivery.status.in_([DeliveryStatus.SENT, DeliveryStatus.DELIVERED]),
        Delivery.provider_id.is_not(None),
    )
    for delivery in session.scalars(sent.options(joinedload(Delivery.user))):
        yield OutgoingMessage(
            channel=Channel.TELEGRAM,
            template="visit.full",
            facts={"visit": visit, "won": delivery.user_id in winners},
            user=delivery.user,
            extra={"edit_message_id": int(delivery.provider_id or 0), "chat_id": delivery.address},
            key=f"edit:{delivery.id}",
        )
