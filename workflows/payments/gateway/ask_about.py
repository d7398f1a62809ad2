"""A notification came: have a job ask the gateway itself."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, update
from sqlalchemy.orm import Session

from app.models.finance.payment import Payment, PaymentMethod, PaymentStatus

UNPAID = frozenset({PaymentStatus.PENDING, PaymentStatus.FAILED})  # a page we took for expired may be paid late
LONGEST = timedelta(days=30)


def ask_about(session: Session, *, order_id: str, transaction_id: str, amount_idr: int | None, now: datetime) -> bool:
    """A notification came: have a job ask the gateway itself. False: no order of ours.

    For some banks the order id of a notification is the gateway's own transaction id. Once we have seen that id it is
    ours; before that, or after another way to pay was picked, the unpaid attempts for this sum are asked about.
    """
    ours = or_(Payment.order_id == order_id, Payment.transaction_id == transaction_id)
    asked = _ask_now(session, ours, now)
    if not asked and order_id == transaction_id and amount_idr is not None:
        nameless = and_(
            Payment.status.in_(UNPAID),
            Payment.created_at > now - LONGEST,
            Payment.method == PaymentMethod.GATEWAY,
            Payment.amount_idr == amount_idr,
        )
        asked = _ask_now(session, nameless, now)
    return asked


def _ask_now(session: Session, which: ColumnElement[bool], now: datetime) -> bool:
    asked = update(Payment).where(which).values(check_due_at=now, check_tries=0).returning(Payment.id)
    return bool(session.scalars(asked.execution_options(synchronize_session=False)).all())
