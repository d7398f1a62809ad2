"""A payment proof from the customer's page."""

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, Invalid, NotAvailable
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.models.files.document import StoredFile
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.finance.payment import Payment, PaymentMethod, PaymentStatus
from workflows.outbox_events import emit
from workflows.payments.events import ProofUploaded
from workflows.transitions import note

MOST_WAITING = 5
MOST_A_DAY = 10
LARGEST = 10**12


class TooManyProofs(DomainError):
    code = "too_many_proofs"
    status = 429
    sentence = N_("Kami sudah menerima beberapa bukti dan sedang memeriksanya. Coba lagi nanti atau hubungi kami.")


def require_few_proofs(session: Session, *, invoice_id: int, now: datetime) -> None:
    """Raises TooManyProofs; asked once before the picture is read and again under the invoice's lock."""
    proofs = select(func.count()).where(
        Payment.invoice_id == invoice_id, Payment.method == PaymentMethod.TRANSFER, Payment.proof_file_id.is_not(None)
    )
    waiting = session.scalar(proofs.where(Payment.status == PaymentStatus.PENDING)) or 0
    today = session.scalar(proofs.where(Payment.created_at > now - timedelta(days=1))) or 0
    if waiting >= MOST_WAITING or today >= MOST_A_DAY:
        raise TooManyProofs


def add_proof(
    session: Session,
    *,
    invoice_id: int,
    file: StoredFile,
    source_sha256: str,
    now: datetime,
    amount_idr: int | None = None,
    sender: str = "",
) -> Payment:
    """Keep it for CS; the same picture again on the same invoice is the same proof, on another one it is flagged."""
    locked = select(Invoice).where(Invoice.id == invoice_id).with_for_update()
    invoice = session.scalars(locked.execution_options(populate_existing=True)).one()
    if invoice.status != InvoiceStatus.SENT:
        raise NotAvailable(N_("Invoice ini sedang tidak menunggu pembayaran. Muat ulang halaman."))
    amount = amount_idr if amount_idr is not None else invoice.owing_idr
    if not 0 < amount <= LARGEST:
        raise Invalid(N_("Tulis jumlah yang Anda transfer, misalnya 1.250.000."), field="amount_idr")
    earlier = _earlier(session, file, source_sha256)
    if earlier is not None and earlier.invoice_id == invoice_id and earlier.status == PaymentStatus.PENDING:
        return earlier
    require_few_proofs(session, invoice_id=invoice_id, now=now)
    payment = Payment(
        invoice_id=invoice_id,
        method=PaymentMethod.TRANSFER,
        status=PaymentStatus.PENDING,
        amount_idr=amount,
        proof_file_id=file.id,
        proof_source_sha256=source_sha256,
        same_proof_as_id=earlier.id if earlier else None,
        note=clear_line(sender)[:300],
        check_tries=0,
    )
    session.add(payment)
    session.flush()
    note(session, "payments", payment.id, "created", actor=None, now=now, amount_idr=amount)
    emit(session, ProofUploaded(invoice_id=invoice_id, payment_id=payment.id), now=now)
    return payment


def _earlier(session: Session, file: StoredFile, source_sha256: str) -> Payment | None:
    """The first payment shown with the same picture: the same bytes as sent, or the same pixels as kept."""
    same = or_(StoredFile.sha256 == file.sha256, Payment.proof_source_sha256 == source_sha256)
    seen = select(Payment).join(StoredFile, StoredFile.id == Payment.proof_file_id).where(same)
    return session.scalars(seen.order_by(Payment.id).limit(1)).one_or_none()
