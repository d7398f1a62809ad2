"""The numbers of papers: `ST/2026/XI/0001`, without gaps within a year."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.company import Company
from app.models.document import DocumentKind
from workflows.numbering import ROMAN_MONTHS, next_number

PREFIXES = {
    DocumentKind.ASSIGNMENT_LETTER: "ST",
    DocumentKind.DELIVERY_NOTE: "SJ",
    DocumentKind.HANDOVER_REPORT: "BAST",
}


def next_document_number(session: Session, kind: DocumentKind, *, now: datetime) -> str:
    """The next number of this kind; year and month are those of the company's own calendar."""
    zone = session.scalars(select(Company.time_zone)).one_or_none() or "Asia/Jakarta"
    today = now.astimezone(ZoneInfo(zone))
    prefix = PREFIXES[kind]
    number = next_number(session, prefix, today.year)
    return f"{prefix}/{today.year}/{ROMAN_MONTHS[today.month - 1]}/{number:04d}"
