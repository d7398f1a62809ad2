"""FIN, invoices: drafted by CS, priced and approved by sales, sent to the customer."""

from workflows.invoices.access_links import LinkRevoked, OpenInvoice, find_live_link, open_link
from workflows.invoices.approve_invoice import approve_invoice
from workflows.invoices.draft_invoice import BILLABLE, draft_invoice, find_invoice_of_visit
from workflows.invoices.edit_invoice import EDITABLE, LineEdit, edit_invoice
from workflows.invoices.labour import find_labour_price, labour_of, list_questioned, propose_lines
from workflows.invoices.open_approval import StaleRevision
from workflows.invoices.overdue import announce_overdue, list_overdue
from workflows.invoices.reject_invoice import reject_invoice
from workflows.invoices.reprice_invoice import reprice_invoice
from workflows.invoices.resend_invoice import resend_invoice
from workflows.invoices.revise_invoice import revise_invoice
from workflows.invoices.revoke_link import revoke_link
from workflows.invoices.send_invoice import send_invoice
from workflows.invoices.submit_invoice import submit_invoice
from workflows.invoices.void_invoice import void_invoice
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
    "StaleRevision",
    "announce_overdue",
    "approve_invoice",
    "draft_invoice",
    "edit_invoice",
    "find_invoice_of_visit",
    "find_labour_price",
    "find_live_link",
    "labour_of",
    "list_overdue",
    "list_questioned",
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
