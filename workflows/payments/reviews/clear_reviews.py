"""A contradiction ended by itself."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.finance.payment_review import PAYMENT_REVIEW_FLOW, PaymentReview, ReviewReason, ReviewStatus
from workflows.transitions import transition


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
