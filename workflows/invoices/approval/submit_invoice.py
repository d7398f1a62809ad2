"""Put a draft before sales."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.clock import local_day
from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.company import Company
from app.models.finance.invoice import Invoice
from app.models.finance.invoice_flow import INVOICE_FLOW
from workflows.invoices.approval.snapshot import put_before_sales
from workflows.invoices.edit_invoice import lock_invoice
from workflows.invoices.events import InvoiceSubmitted
from workflows.outbox_events import emit
from workflows.transitions import transition


def submit_invoice(session: Session, *, invoice_id: int, actor: User, now: datetime) -> Invoice:
    """From now on its figures stand still until sales has decided."""
    invoice = lock_invoice(session, invoice_id)
    company = session.get_one(Company, 1)
    if not invoice.lines or invoice.total_idr == 0:
        raise Invalid(N_("Invoice masih kosong. Isi baris dan harganya dulu."))
    if invoice.due_date < local_day(now, company.time_zone):
        raise Invalid(N_("Jatuh tempo sudah lewat. Perbarui dulu tanggalnya."))
    invoice = transition(session, INVOICE_FLOW, invoice_id, "submit", actor=actor, now=now, submitted_at=now)
    put_before_sales(session, invoice, submitted_by_id=actor.id, at=now)
    submitted = InvoiceSubmitted(invoice_id=invoice.id, revision=invoice.revision, submitted_by_id=actor.id)
    emit(session, submitted, now=now, once=f"invoice.submitted:{invoice.id}:{invoice.revision}")
    return invoice
