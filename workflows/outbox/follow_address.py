"""A recipient's address changed: what has not been sent yet goes to the new one."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.messaging.outbox import DELIVERY_FLOW, Channel, Delivery
from workflows.transitions import transition_unaudited


def follow_address(session: Session, *whose: Any, channel: Channel, former: str, address: str) -> None:
    """Messages of `whose` that wait, failed or are left to a person. No new address: they are not sent.

    Those that are meant for the former address (`payload.address`, `payload.chat_id`) stay with it.
    """
    if not former or former == address:
        return
    theirs = (
        *whose,
        Delivery.channel == channel,
        Delivery.address == former,
        Delivery.status.in_(DELIVERY_FLOW.transitions["lose_address"].sources),
        ~Delivery.payload.has_key("address"),
        ~Delivery.payload.has_key("chat_id"),
    )
    if address:
        moved = update(Delivery).where(*theirs).values(address=address, contact_id=None)
        session.execute(moved.execution_options(synchronize_session=False))
        return
    for delivery_id in session.scalars(select(Delivery.id).where(*theirs).with_for_update()).all():
        transition_unaudited(session, DELIVERY_FLOW, delivery_id, "lose_address", address="", contact_id=None)
