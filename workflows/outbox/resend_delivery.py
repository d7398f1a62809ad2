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


def _address(letter: Delivery) -> str:
    """The recipient's address of today; an answer to whoever wrote, and what is meant for a former one, keep theirs."""
    if letter.kind == ANSWER or {"address", "chat_id"} & letter.payload.keys():
        return letter.address
    found: str | None = letter.address
    if letter.channel == Channel.WHATSAPP and letter.customer:
        found = (letter.customer.phone_e164 or "").lstrip("+") or letter.address
    elif letter.channel == Channel.TELEGRAM and letter.user:
        found = str(letter.user.telegram_chat_id or "") if reaches_on_telegram(letter.user) else ""
    elif letter.channel == Channel.EMAIL and letter.user:
        found = letter.user.email
    if not found:
        raise NotAvailable(N_("Penerima ini masih belum punya alamat untuk saluran itu."))
    return found
