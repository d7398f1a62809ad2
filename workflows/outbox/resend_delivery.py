"""Send a message again."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.core.units import RELAY, unit_of
from app.models.accounts.user import User
from app.models.messaging.outbox import DELIVERY_FLOW, Channel, Delivery
from workflows.notifications import reaches_on_telegram
from workflows.outbox.delivery_status import with_past
from workflows.transitions import transition

ANSWER = "contact.reply"  # goes to whoever wrote


def resend_delivery(session: Session, *, delivery_id: int, actor: User, now: datetime) -> Delivery:
    """Queue it again, with a fresh count of tries; late news of the first sending is not taken for the second's."""
    known = session.get(Delivery, delivery_id, with_for_update=True, populate_existing=True)
    payload = with_past(known.payload, known.provider_id) if known else {}
    delivery: Delivery = transition(
        session,
        DELIVERY_FLOW,
        delivery_id,
        "resend",
        actor=actor,
        now=now,
        due_at=now,
        tries=0,
        provider_id=None,
        payload=payload,
        address=_address(known) if known else "",
        error_code="",
        error_detail="",
    )
    unit_of(session).wake.add(RELAY)
    return delivery


def _address(outgoing: Delivery) -> str:
    """The recipient's address of today; an answer to whoever wrote, and what is meant for a former one, keep theirs."""
    if outgoing.kind == ANSWER or {"address", "chat_id"} & outgoing.payload.keys():
        return outgoing.address
    found: str | None = outgoing.address
    if outgoing.channel == Channel.WHATSAPP and outgoing.customer:
        found = (outgoing.customer.phone_e164 or "").lstrip("+") or outgoing.address
    elif outgoing.channel == Channel.TELEGRAM and outgoing.user:
        found = str(outgoing.user.telegram_chat_id or "") if reaches_on_telegram(outgoing.user) else ""
    elif outgoing.channel == Channel.EMAIL and outgoing.user:
        found = outgoing.user.email
    if not found:
        raise NotAvailable(N_("Penerima ini masih belum punya alamat untuk saluran itu."))
    return found
