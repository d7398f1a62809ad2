"""FIN, invoices: the front door of the area."""

from workflows.invoices.access_links import (
    LinkRevoked,
    OpenInvoice,
    find_live_link,
    open_link,
    resend_invoice,
    revoke_link,
)
from workflows.invoices.decide import approve_invoice, reject_invoice, reprice_invoice
from workflows.invoices.draft_invoice import BILLABLE, draft_invoice, find_invoice_of_visit
from workflows.invoices.edit_invoice import EDITABLE, LineEdit, edit_invoice
from workflows.invoices.labour import labour_of, propose_lines
from workflows.invoices.overdue import announce_overdue, list_overdue
from workflows.invoices.revise import revise_invoice, void_invoice
from workflows.invoices.send_invoice import send_invoice
from workflows.invoices.submit_invoice import submit_invoice
from workflows.payments import record_payment

VERBS = {
    "submit": submit_invoice,
    "approve": approve_invoice,
    "reprice": reprice_invoice,
    "reject": reject_invoice,
    "revise": revise_invoice,
    "resend": resend_invoice,
    "revoke_link": revoke_link,
    "record_payment": record_payment,
    "void": void_invoice,
}

__all__ = [
    "BILLABLE",
    "EDITABLE",
    "VERBS",
    "LineEdit",
    "LinkRevoked",
    "OpenInvoice",
    "announce_overdue",
    "approve_invoice",
    "draft_invoice",
    "edit_invoice",
    "find_invoice_of_visit",
    "find_live_link",
    "labour_of",
    "list_overdue",
    "open_link",
    "propose_lines",
    "reject_invoice",
    "reprice_invoice",
    "resend_invoice",
    "revise_invoice",
    "revoke_link",
    "send_invoice",
    "submit_invoice",
    "void_invoice",
]
