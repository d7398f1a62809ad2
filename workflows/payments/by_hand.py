"""What the desk decides about money: it came, it did not come, it came without a proof."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import local_day
from app.core.errors import Invalid, NotAvailable, NotFound
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.company import Company
from app.models.finance.invoice import Invoice
from app.models.finance.invoice_flow import INVOICE_FLOW
from app.models.finance.payment import PAYMENT_FLOW, Payment, PaymentMethod, PaymentStatus
from workflows.outbox_events import emit
from workflows.payments.balance_invoice import balance_invoice
from workflows.payments.events import ProofRejected
from workflows.payments.receipt import issue_receipt
from workflows.transitions import note as write_note
from workflows.transitions import transition

OLDEST = timedelta(days=366)  # a deposit may come long before the visit, a slip of the keyboard longer
TOLERANCE_IDR = 10_000  # people round up, or add a unique code to recognise their transfer by


def verify_payment(session: Session, *, payment_id: int, actor: User, amount_idr: int, now: datetime) -> Payment:
    """The money is on the account: a part is fine, the rest stays open."""
    payment = lock_payment(session, payment_id)
    if payment.method == PaymentMethod.GATEWAY and payment.status == PaymentStatus.PENDING:
        raise NotAvailable(N_("Pembayaran lewat Midtrans dikonfirmasi oleh Midtrans sendiri."))
    payment = transition(
        session,
        PAYMENT_FLOW,
        payment_id,
        "verify",
        actor=actor,
        now=now,
        verified_by_id=actor.id,
        verified_at=now,
        check_due_at=None,
        amount_idr=amount_idr,
        paid_at=payment.paid_at or now,
    )
    balance_invoice(session, invoice_id=payment.invoice_id, now=now)
    issue_receipt(session, payment=payment, actor=actor, now=now)
    return payment


def reject_payment(session: Session, *, payment_id: int, actor: User, note: str, now: datetime) -> Payment:
    """The proof shows no money of ours; the customer hears why."""
    lock_payment(session, payment_id)
    payment = transition(
        session,
        PAYMENT_FLOW,
        payment_id,
        "reject",
        actor=actor,
        now=now,
        note=note[:300],
        verified_by_id=actor.id,
        verified_at=now,
        check_due_at=None,
    )
    if payment.method == PaymentMethod.TRANSFER:
        told = ProofRejected(invoice_id=payment.invoice_id, payment_id=payment_id, reason=note)
        emit(session, told, now=now)
    return payment


def record_payment(
    session: Session, *, invoice_id: int, actor: User, amount_idr: int, paid_on: date, now: datetime, note: str = ""
) -> Invoice:
    """Money seen on the account without a proof from the customer."""
    zone = session.get_one(Company, 1).time_zone
    if paid_on > local_day(now, zone):
        raise Invalid(N_("Tanggal bayar tidak boleh di masa depan."), field="paid_on")
    invoice = transition(session, INVOICE_FLOW, invoice_id, "record_payment", actor=actor, now=now)
    if paid_on < invoice.visit.created_at.date() - OLDEST:
        raise Invalid(N_("Tanggal bayar terlalu lama sebelum kunjungan ini."), field="paid_on")
    if amount_idr > invoice.owing_idr + TOLERANCE_IDR:
        raise Invalid(N_("Jumlahnya melebihi sisa tagihan. Periksa lagi angkanya."), field="amount_idr")
    payment = Payment(
        invoice_id=invoice_id,
        method=PaymentMethod.TRANSFER,
        status=PaymentStatus.PAID,
        amount_idr=amount_idr,
        paid_at=datetime.combine(paid_on, time(12), tzinfo=ZoneInfo(zone)),
        verified_by_id=actor.id,
        verified_at=now,
        note=note[:300],
        check_tries=0,
    )
    session.add(payment)
    session.flush()
    write_note(session, "payments", payment.id, "created", actor=actor, now=now, amount_idr=amount_idr)
    invoice = balance_invoice(session, invoice_id=invoice_id, now=now)
    issue_receipt(session, payment=payment, actor=actor, now=now)
    return invoice


def lock_payment(session: Session, payment_id: int) -> Payment:
    """The invoice first, then its payment: the same order everywhere. Raises NotFound."""
    invoice_id = session.scalar(select(Payment.invoice_id).where(Payment.id == payment_id))
    if invoice_id is None:
        raise NotFound
    session.execute(select(Invoice.id).where(Invoice.id == invoice_id).with_for_update())
    locked = select(Payment).where(Payment.id == payment_id).with_for_update()
    return session.scalars(locked.execution_options(populate_existing=True)).one()
