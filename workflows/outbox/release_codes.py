"""A contact wrote, which opens the 24-hour window: codes that waited for it may leave."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.units import RELAY, unit_of
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.outbox import DELIVERY_FLOW, Channel, Delivery, DeliveryStatus
from workflows.outbox.delivery_status import with_past
from workflows.outbox.note_status import CODE_WAITS
from workflows.transitions import transition_unaudited

CODE_LIVES = timedelta(minutes=10)


def release_codes(session: Session, *, contact: WhatsAppContact, now: datetime) -> int:
    """Queue the codes of the last ten minutes that go to the address this message came from; how many those were."""
    waiting = select(Delivery).where(
        Delivery.status == DeliveryStatus.PARKED,
        Delivery.error_code == CODE_WAITS,
        Delivery.channel == Channel.WHATSAPP,
        Delivery.created_at > now - CODE_LIVES,
        Delivery.address.in_([way for way in (contact.wa_id, contact.bsuid) if way]),
    )
    found = session.scalars(waiting.with_for_update()).all()
    for code in found:
        payload = with_past(code.payload, code.provider_id)
        again = {"payload": payload, "provider_id": None, "tries": 0, "due_at": now}
        transition_unaudited(session, DELIVERY_FLOW, code.id, "release", error_code="", error_detail="", **again)
    if found:
        unit_of(session).wake.add(RELAY)
    return len(found)
