"""An open attempt at the gateway."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.finance.payment import Payment, PaymentMethod, PaymentStatus


def find_open_attempt(session: Session, *, invoice_id: int) -> Payment | None:
    """A page at the gateway on which the customer may be paying right now."""
    open_ones = select(Payment).where(
        Payment.invoice_id == invoice_id,
        Payment.method == PaymentMethod.GATEWAY,
        Payment.status == PaymentStatus.PENDING,
        Payment.redirect_url != "",
    )
    return session.scalars(open_ones.order_by(Payment.id.desc()).limit(1)).one_or_none()
