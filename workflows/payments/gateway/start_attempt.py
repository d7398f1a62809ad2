"""Begin a payment through the gateway."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.finance.payment import Payment, PaymentMethod, PaymentStatus
from workflows.payments.gateway.close_open_attempts import close_open_attempts
from workflows.transitions import note

PAGE_HOURS = 24
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
