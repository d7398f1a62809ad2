"""CS finds no money of ours behind a payment."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.finance.payment import PAYMENT_FLOW, Payment, PaymentMethod
from workflows.outbox_events import emit
from workflows.payments.events import ProofRejected
from workflows.payments.lock_payment import lock_payment
from workflows.transitions import transition


def reject_payment(session: Session, *, payment_id: int, actor: User, note: str, now: datetime) -> Payment:
    """The customer hears why. The gateway is asked on: money that it settles later comes before CS again."""
    lock_payment(session, payment_id)
    payment = transition(
        session,
        PAYMENT_FLOW,
        payment_id,
        "reject",
        actor=actor,
        now=now,
        note=note[:300],
        verified_by_id=actor.id,
        verified_at=now,
    )
    if payment.method == PaymentMethod.TRANSFER:
        event = ProofRejected(invoice_id=payment.invoice_id, payment_id=payment_id, reason=note)
        emit(session, event, now=now)
    return payment
