"""Replace the customer's link by a new one."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.finance.invoice import Invoice
from app.models.finance.invoice_flow import INVOICE_FLOW
from workflows.invoices.edit_invoice import lock_invoice
from workflows.invoices.sending.replace_invoice_link import replace_invoice_link
from workflows.transitions import transition


def revoke_link(session: Session, *, invoice_id: int, actor: User, now: datetime) -> Invoice:
    """The old link is void from now on; a customer who may pay gets the new one."""
    lock_invoice(session, invoice_id)
    invoice: Invoice = transition(session, INVOICE_FLOW, invoice_id, "revoke_link", actor=actor, now=now)
    replace_invoice_link(session, invoice_id=invoice_id, now=now)
    return invoice
