"""How much of an invoice is paid: what came in less what was paid back, written under the invoice's lock."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.finance.counter_entry import CounterEntry, CounterEntryStatus
from app.models.finance.invoice import ISSUED, Invoice, InvoiceStatus
from app.models.finance.invoice_flow import INVOICE_FLOW
from app.models.finance.payment import Payment, PaymentStatus
from app.models.finance.payment_review import PaymentReview, ReviewReason, ReviewStatus
from workflows.payments.gateway.close_open_attempts import close_open_attempts
from workflows.payments.reviews.clear_reviews import clear_reviews
from workflows.payments.reviews.open_review import open_review
from workflows.transitions import transition

TOLERANCE_IDR = 10_000  # people round up, or add a unique code to recognise their transfer by
OVERPAID = frozenset({ReviewReason.OVERPAID})
VOID = frozenset({ReviewReason.VOID})


def balance_invoice(session: Session, *, invoice_id: int, now: datetime, because: Payment | None = None) -> Invoice:
    """Write `paid_idr`, make the system's transitions that follow, close attempts at the gateway for another sum.

    Moves: mark_paid from SENT, reopen from PAID. While a revision is open only the sum is written; sending the revision
    balances again. `because`: the payment that came in; too much money is put before CS under its name.
    """
    session.flush()
    locked = select(Invoice).where(Invoice.id == invoice_id).with_for_update()
    invoice = session.scalars(locked.execution_options(populate_existing=True)).one()
    paid = _paid(session, invoice_id)
    if invoice.status == InvoiceStatus.SENT and paid >= invoice.total_idr:
        invoice = transition(
            session, INVOICE_FLOW, invoice_id, "mark_paid", actor=None, now=now, paid_idr=paid, paid_at=now
        )
    elif invoice.status == InvoiceStatus.PAID and paid < invoice.total_idr:
        invoice = transition(
            session, INVOICE_FLOW, invoice_id, "reopen", actor=None, now=now, paid_idr=paid, paid_at=None
        )
    elif invoice.paid_idr != paid:
        invoice.paid_idr = paid
        session.flush()
    close_open_attempts(session, invoice_id=invoice_id, but_for_idr=_asked(invoice), now=now)
    _look_for_surplus(session, invoice, because, now)
    return invoice


def _paid(session: Session, invoice_id: int) -> int:
    came = select(func.coalesce(func.sum(Payment.amount_idr), 0)).where(
        Payment.invoice_id == invoice_id, Payment.status == PaymentStatus.PAID
    )
    went = (
        select(func.coalesce(func.sum(CounterEntry.amount_idr), 0))
        .join(Payment, Payment.id == CounterEntry.payment_id)
        .where(
            CounterEntry.invoice_id == invoice_id,
            CounterEntry.status == CounterEntryStatus.DONE,
            Payment.status == PaymentStatus.PAID,
        )
    )
    return int(session.scalar(select(came.scalar_subquery() - went.scalar_subquery())) or 0)


def _asked(invoice: Invoice) -> int:
    """The sum that an attempt at the gateway may still ask for; 0 for none."""
    return invoice.owing_idr if invoice.status == InvoiceStatus.SENT else 0


def _look_for_surplus(session: Session, invoice: Invoice, because: Payment | None, now: datetime) -> None:
    """Too much: beyond what people round up by, or a payment nobody owed a rupiah of."""
    if invoice.status == InvoiceStatus.VOID and invoice.paid_idr == 0:
        clear_reviews(session, now=now, reasons=VOID, invoice_id=invoice.id)
        return
    if invoice.status == InvoiceStatus.VOID:
        payment = because or _latest(session, invoice.id)
        open_review(session, payment, ReviewReason.VOID, now=now, amount_idr=invoice.paid_idr)
        return
    if invoice.status not in ISSUED:
        return
    surplus = invoice.paid_idr - invoice.total_idr
    too_much = surplus > TOLERANCE_IDR or (because is not None and surplus >= because.amount_idr)
    if too_much and (because is not None or not _is_known(session, invoice.id)):
        payment = because or _latest(session, invoice.id)
        open_review(session, payment, ReviewReason.OVERPAID, now=now, amount_idr=surplus, fact=f"{surplus}")
    elif not too_much and because is None:
        clear_reviews(session, now=now, reasons=OVERPAID, invoice_id=invoice.id)


def _is_known(session: Session, invoice_id: int) -> bool:
    standing = select(PaymentReview.id).where(
        PaymentReview.invoice_id == invoice_id,
        PaymentReview.reason == ReviewReason.OVERPAID,
        PaymentReview.status == ReviewStatus.OPEN,
    )
    return session.scalar(standing.limit(1)) is not None


def _latest(session: Session, invoice_id: int) -> Payment:
    paid = select(Payment).where(Payment.invoice_id == invoice_id, Payment.status == PaymentStatus.PAID)
    return session.scalars(paid.order_by(Payment.paid_at.desc(), Payment.id.desc()).limit(1)).one()
