"""What Midtrans notifies us of: each leads to a question to Midtrans, none is believed by itself."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.units import unit_of
from app.jobs.inbox.handlers.outcome import Ignored, Receiver
from app.models.messaging.inbox import InboxEvent, Provider
from integrations.midtrans.payment import PaymentNotification, parse
from workflows.payments import ask_about

CHECKER = "app.jobs.payment_polling.check_payments"


def notified(session: Session, event: InboxEvent, now: datetime) -> None:
    """The signature leaves the status open, so a job asks Midtrans itself. An unknown order is stored and ignored."""
    parsed = parse(event.raw)
    if not isinstance(parsed, PaymentNotification):
        raise Ignored("not a payment")
    who = {"order_id": parsed.order_id, "transaction_id": parsed.transaction_id, "amount_idr": parsed.amount_idr}
    if not ask_about(session, **who, now=now):
        raise Ignored(f"no order of ours: {parsed.order_id}")
    unit_of(session).wake.add(CHECKER)


RECEIVERS: dict[tuple[Provider | str, str], Receiver] = {(Provider.MIDTRANS, "payment"): notified}
