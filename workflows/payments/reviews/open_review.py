"""Put a contradiction before CS, once."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.finance.payment import Payment
from app.models.finance.payment_review import PaymentReview, ReviewReason, ReviewStatus
from workflows.outbox_events import emit
from workflows.payments.events import PaymentDoubtful
from workflows.transitions import note as write_note


def open_review(
    session: Session,
    payment: Payment,
    reason: ReviewReason,
    *,
    now: datetime,
    amount_idr: int | None = None,
    fact: str = "",
    tell: bool = True,
) -> None:
    """Put it on CS's work queue and tell CS; a reason that was given before is not given again."""
    row = insert(PaymentReview).values(
        created_at=now,
        payment_id=payment.id,
        invoice_id=payment.invoice_id,
        reason=reason,
        fact=fact,
        amount_idr=amount_idr,
        status=ReviewStatus.OPEN,
        note="",
    )
    once = row.on_conflict_do_nothing(index_elements=["payment_id", "reason", "fact"]).returning(PaymentReview.id)
    made = session.scalar(once)
    if made is None:
        return
    write_note(session, "payment_reviews", made, "created", actor=None, now=now)
    if tell:
        event = PaymentDoubtful(
            invoice_id=payment.invoice_id, payment_id=payment.id, why=str(reason), amount_idr=amount_idr
        )
        emit(session, event, now=now, once=f"payment.doubtful:{payment.id}:{reason}:{fact}")
