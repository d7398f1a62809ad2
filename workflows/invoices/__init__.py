"""FIN, invoices: drafted by CS, priced and approved by sales, sent to the customer."""

from workflows.invoices.announce_overdue import announce_overdue
from workflows.invoices.approval.approve_invoice import approve_invoice
from workflows.invoices.approval.open_approval import StaleRevision
from workflows.invoices.approval.reject_invoice import reject_invoice
from workflows.invoices.approval.reprice_invoice import reprice_invoice
from workflows.invoices.approval.submit_invoice import submit_invoice
from workflows.invoices.draft_invoice import BILLABLE, draft_invoice, find_invoice_of_visit
from workflows.invoices.edit_invoice import EDITABLE, ContentChanged, LineEdit, edit_invoice
from workflows.invoices.labour import find_labour_price, labour_of, list_proposed_lines, list_questioned
from workflows.invoices.list_overdue import list_overdue
from workflows.invoices.revise_invoice import revise_invoice
from workflows.invoices.sending.find_live_link import find_live_link
from workflows.invoices.sending.open_link import LinkRevoked, OpenInvoice, open_link
from workflows.invoices.sending.replace_invoice_link import replace_invoice_link
from workflows.invoices.sending.resend_invoice import resend_invoice
from workflows.invoices.sending.revoke_link import revoke_link
from workflows.invoices.sending.send_invoice import send_invoice
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
    "ContentChanged",
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
    "list_proposed_lines",
    "list_questioned",
    "open_link",
    "reject_invoice",
    "replace_invoice_link",
    "reprice_invoice",
    "resend_invoice",
    "revise_invoice",
    "revoke_link",
    "send_invoice",
    "submit_invoice",
    "void_invoice",
]
