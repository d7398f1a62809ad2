"""The numbers of documents: `ST/2026/XI/0001`, without gaps within a year."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.files.document import DocumentKind
from app.policies.company_time import company_today
from workflows.numbering import ROMAN_MONTHS, next_number

PREFIXES = {
    DocumentKind.ASSIGNMENT_LETTER: "ST",
    DocumentKind.DELIVERY_NOTE: "SJ",
    DocumentKind.HANDOVER_REPORT: "BAST",
}


def next_document_number(session: Session, kind: DocumentKind, *, now: datetime) -> str:
    """The next number of this kind; year and month are those of the company's own calendar."""
    today = company_today(session, now)
    prefix = PREFIXES[kind]
    number = next_number(session, prefix, today.year)
    return f"{prefix}/{today.year}/{ROMAN_MONTHS[today.month - 1]}/{number:04d}"
