"""Keep the address where the customer pays."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.finance.payment import Payment, PaymentStatus


def store_payment_page(session: Session, *, payment_id: int, redirect_url: str) -> None:
    """Where the customer pays; only while the attempt is open."""
    session.execute(
        update(Payment)
        .where(Payment.id == payment_id, Payment.status == PaymentStatus.PENDING)
        .values(redirect_url=redirect_url[:300])
        .execution_options(synchronize_session=False)
    )
