"""Have the gateway asked now."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.finance.payment import Payment

REST = timedelta(seconds=10)


def request_check(session: Session, *, payment_id: int, now: datetime) -> None:
    """Have the gateway asked now, unless it was a moment ago."""
    later = update(Payment).where(Payment.id == payment_id, Payment.check_due_at > now + REST)
    session.execute(later.values(check_due_at=now).execution_options(synchronize_session=False))
