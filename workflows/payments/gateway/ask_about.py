"""A notification came: have a job ask the gateway itself."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, update
from sqlalchemy.orm import Session

from app.models.finance.payment import Payment, PaymentMethod, PaymentStatus


def ask_about(session: Session, *, order_id: str, transaction_id: str, amount_idr: int | None, now: datetime) -> bool:
    """A notification came: have a job ask the gateway itself. False: no order of ours.

    For some banks the order id of a notification is the gateway's own transaction id. Once we have seen that id it is
    ours; before that, or after the customer picked another way to pay, the open attempts for this sum are asked about.
    """
    ours = or_(Payment.order_id == order_id, Payment.transaction_id == transaction_id)
    asked = _ask_now(session, ours, now)
    if not asked and order_id == transaction_id and amount_idr is not None:
        nameless = and_(
            Payment.status == PaymentStatus.PENDING,
            Payment.method == PaymentMethod.GATEWAY,
            Payment.amount_idr == amount_idr,
        )
        asked = _ask_now(session, nameless, now)
    return asked


def _ask_now(session: Session, which: ColumnElement[bool], now: datetime) -> bool:
    asked = update(Payment).where(which).values(check_due_at=now, check_tries=0).returning(Payment.id)
    return bool(session.scalars(asked.execution_options(synchronize_session=False)).all())
