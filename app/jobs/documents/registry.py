"""Which documents we can draw, from which template and facts, and what happens once one is there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.jobs.documents.facts.handover import handover_report
from app.jobs.documents.facts.invoices import draw_invoice, draw_receipt, invoice_drawn, receipt_drawn
from app.jobs.documents.facts.visits import assignment_letter, delivery_note
from app.models.files.document import Document, DocumentKind


@dataclass(frozen=True, slots=True)
class Renderer:
    """`template` under templates/documents/; `facts` must depend on nothing but the database."""

    template: str
    facts: Callable[[Session, Document], dict[str, Any]]


RENDERERS: dict[str, Renderer] = {
    DocumentKind.ASSIGNMENT_LETTER: Renderer("assignment_letter.html", assignment_letter),
    DocumentKind.DELIVERY_NOTE: Renderer("delivery_note.html", delivery_note),
    DocumentKind.HANDOVER_REPORT: Renderer("handover.html", handover_report),
    DocumentKind.INVOICE: Renderer("invoice.html", draw_invoice),
    DocumentKind.RECEIPT: Renderer("receipt.html", draw_receipt),
}

RENDERED: dict[str, Callable[[Session, Document, datetime], None]] = {
    DocumentKind.INVOICE: invoice_drawn,
    DocumentKind.RECEIPT: receipt_drawn,
}
"""Runs in the transaction that stores the file, e.g. to send an invoice."""
