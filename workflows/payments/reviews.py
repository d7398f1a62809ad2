"""Putting contradictions before CS, once each, and taking them away when they have ended by themselves."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.finance.payment import Payment
from app.models.finance.payment_review import PAYMENT_REVIEW_FLOW, PaymentReview, ReviewReason, ReviewStatus
from workflows.outbox_events import emit
from workflows.payments.events import PaymentDoubtful
from workflows.transitions import note as write_note
from workflows.transitions import transition

WHILE_OPEN = frozenset({ReviewReason.CHALLENGE, ReviewReason.STILL_OPEN, ReviewReason.UNREADABLE})
"""What the end of an attempt, good or bad, answers by itself."""


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
        told = PaymentDoubtful(
            invoice_id=payment.invoice_id, payment_id=payment.id, why=str(reason), amount_idr=amount_idr
        )
        emit(session, told, now=now, once=f"payment.doubtful:{payment.id}:{reason}:{fact}")


def clear_reviews(
    session: Session,
    *,
    now: datetime,
    reasons: frozenset[ReviewReason],
    payment_id: int | None = None,
    invoice_id: int | None = None,
) -> None:
    """What contradicted no longer does; of one payment, or of every payment of an invoice."""
    standing = select(PaymentReview.id).where(
        PaymentReview.status == ReviewStatus.OPEN, PaymentReview.reason.in_(reasons)
    )
    which = PaymentReview.payment_id == payment_id if payment_id else PaymentReview.invoice_id == invoice_id
    for review_id in session.scalars(standing.where(which)).all():
        transition(session, PAYMENT_REVIEW_FLOW, review_id, "clear", actor=None, now=now, resolved_at=now)
