"""Send a receipt to the customer."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.finance.payment import Payment, PaymentStatus
from workflows.outbox_events import emit
from workflows.payments.events import PaymentReceived


def send_receipt(session: Session, *, payment_id: int, revision: int, now: datetime) -> bool:
    """Emit the drawn receipt to the customer; False when the money has gone back meanwhile."""
    payment = session.get_one(Payment, payment_id)
    if payment.status != PaymentStatus.PAID:
        return False
    event = PaymentReceived(invoice_id=payment.invoice_id, payment_id=payment_id)
    emit(session, event, now=now, once=f"payment.received:{payment_id}:{revision}")
    return True
