"""Have open attempts at the gateway closed."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.finance.payment import Payment, PaymentMethod, PaymentStatus


def close_open_attempts(session: Session, *, invoice_id: int, now: datetime, but_for_idr: int = 0) -> None:
    """Have every open attempt closed, except for those that ask exactly what is owing."""
    open_ones = update(Payment).where(
        Payment.invoice_id == invoice_id,
        Payment.method == PaymentMethod.GATEWAY,
        Payment.status == PaymentStatus.PENDING,
        Payment.amount_idr != but_for_idr,
        Payment.close_requested_at.is_(None),
    )
    marked = open_ones.values(close_requested_at=now, check_due_at=now, check_tries=0)
    session.execute(marked.execution_options(synchronize_session=False))
