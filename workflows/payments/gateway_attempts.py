"""Payments through the gateway: attempts of the customer, and what the gateway says became of them."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.finance.payment import Payment, PaymentMethod, PaymentStatus
from workflows.payments.close_attempts import close_open_attempts
from workflows.transitions import note

PAGE_HOURS = 24
REST = timedelta(seconds=10)
FIRST_CHECK = timedelta(minutes=15)  # a lost notification is noticed at the latest then
REUSE_FOR = timedelta(hours=PAGE_HOURS - 1)


def start_attempt(session: Session, *, invoice_id: int, now: datetime) -> Payment:
    """The attempt's row stands before the gateway is asked, so that a notification always finds it.

    An attempt that is still open for the same amount is used again.
    """
    locked = select(Invoice).where(Invoice.id == invoice_id).with_for_update()
    invoice = session.scalars(locked.execution_options(populate_existing=True)).one()
    if invoice.status != InvoiceStatus.SENT or invoice.owing_idr == 0:
        raise NotAvailable(N_("Invoice ini sedang tidak menunggu pembayaran. Muat ulang halaman."))
    attempts = select(Payment).where(Payment.invoice_id == invoice_id, Payment.method == PaymentMethod.GATEWAY)
    open_one = session.scalars(
        attempts.where(
            Payment.status == PaymentStatus.PENDING,
            Payment.amount_idr == invoice.owing_idr,
            Payment.created_at > now - REUSE_FOR,
            Payment.close_requested_at.is_(None),
        )
        .order_by(Payment.id.desc())
        .limit(1)
    ).one_or_none()
    if open_one is not None:
        return open_one
    close_open_attempts(session, invoice_id=invoice_id, now=now)  # an old page for the same sum would be paid twice
    number = (session.scalar(select(func.count()).select_from(attempts.subquery())) or 0) + 1
    payment = Payment(
        invoice_id=invoice_id,
        method=PaymentMethod.GATEWAY,
        status=PaymentStatus.PENDING,
        amount_idr=invoice.owing_idr,
        order_id=f"{invoice.number.replace('/', '-')}-{number}",
        created_at=now,
        check_due_at=now + FIRST_CHECK,
        check_tries=0,
    )
    session.add(payment)
    session.flush()
    note(session, "payments", payment.id, "created", actor=None, now=now, order_id=payment.order_id)
    return payment


def keep_payment_page(session: Session, *, payment_id: int, redirect_url: str) -> None:
    """Where the customer pays; only while the attempt is open."""
    session.execute(
        update(Payment)
        .where(Payment.id == payment_id, Payment.status == PaymentStatus.PENDING)
        .values(redirect_url=redirect_url[:300])
        .execution_options(synchronize_session=False)
    )


def hurry_check(session: Session, *, payment_id: int, now: datetime) -> None:
    """Have the gateway asked now, unless it was a moment ago."""
    later = update(Payment).where(Payment.id == payment_id, Payment.check_due_at > now + REST)
    session.execute(later.values(check_due_at=now).execution_options(synchronize_session=False))


def ask_about(session: Session, *, order_id: str, transaction_id: str, amount_idr: int | None, now: datetime) -> bool:
    """A notification came: have a job ask the gateway itself. False: no order of ours.

    For some banks the order id of a notification is the gateway's own transaction id. Once we have seen that id it is
    ours; before that the open attempts for this sum are asked about.
    """
    ours = or_(Payment.order_id == order_id, Payment.transaction_id == transaction_id)
    asked = _ask_now(session, ours, now)
    if not asked and order_id == transaction_id and amount_idr is not None:
        nameless = and_(
            Payment.status == PaymentStatus.PENDING,
            Payment.method == PaymentMethod.GATEWAY,
            Payment.transaction_id.is_(None),
            Payment.amount_idr == amount_idr,
        )
        asked = _ask_now(session, nameless, now)
    return asked


def _ask_now(session: Session, which: ColumnElement[bool], now: datetime) -> bool:
    asked = update(Payment).where(which).values(check_due_at=now, check_tries=0).returning(Payment.id)
    return bool(session.scalars(asked.execution_options(synchronize_session=False)).all())
