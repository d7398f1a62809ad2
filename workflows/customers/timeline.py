"""A customer's visits, invoices, payments, ratings and messages in one timeline."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

PAGE = 30


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """`kind`: visit, invoice, payment, rating, sent or received; `about_id`: the record a click leads to."""

    at: datetime
    kind: str
    id: int
    about_id: int
    title: str
    text: str
    status: str


# Each branch walks its own index and stops at a page; together they are one statement, whatever the history.
_BRANCHES = (
    """SELECT v.planned_start AS at, 'visit' AS kind, v.id, v.id AS about_id, v.number AS title, v.problem AS text,
              v.status
         FROM visit_tickets v WHERE v.customer_id = :customer_id""",
    """SELECT i.created_at, 'invoice', i.id, i.id, i.number, CAST(i.total_idr AS text), i.status
         FROM invoices i WHERE i.customer_id = :customer_id""",
    """SELECT coalesce(p.paid_at, p.created_at), 'payment', p.id, p.invoice_id, coalesce(p.receipt_number, i.number),
              CAST(p.amount_idr AS text), p.status
         FROM payments p JOIN invoices i ON i.id = p.invoice_id WHERE i.customer_id = :customer_id""",
    """SELECT r.submitted_at, 'rating', r.id, r.visit_id,
              CAST((SELECT round(avg(s.stars), 1) FROM rating_stars s WHERE s.rating_id = r.id) AS text),
              r.comment, ''
         FROM visit_ratings r WHERE r.customer_id = :customer_id""",
    """SELECT d.created_at, 'sent', d.id, d.id, d.channel, d.body, d.status
         FROM deliveries d WHERE d.customer_id = :customer_id""",
    """SELECT e.created_at, 'received', e.id, e.id, e.provider, e.summary, e.status
         FROM inbox_events e JOIN whatsapp_contacts c ON c.id = e.contact_id
        WHERE c.customer_id = :customer_id AND e.summary <> '' AND e.kind NOT LIKE 'status%'""",
)
_ORDER = "ORDER BY at DESC, kind DESC, id DESC LIMIT :page"


def _all_of(condition: str) -> TextClause:
    parts = " UNION ALL ".join(
        f"(SELECT * FROM ({branch}) b (at, kind, id, about_id, title, text, status) {condition} {_ORDER})"  # noqa: S608  our own words
        for branch in _BRANCHES
    )
    return text(f"SELECT * FROM ({parts}) every {_ORDER}")  # noqa: S608


_FIRST = _all_of("")
_OLDER = _all_of("WHERE (at, kind, id) < (:at, :kind, :id)")


def list_timeline_entries(
    session: Session, *, customer_id: int, before: tuple[datetime, str, int] | None = None, page: int = PAGE
) -> list[TimelineEntry]:
    """Newest first, one page; `before` is (at, kind, id) of the last one seen."""
    facts: dict[str, object] = {"customer_id": customer_id, "page": page}
    statement = _FIRST
    if before is not None:
        statement = _OLDER
        facts |= {"at": before[0], "kind": before[1], "id": before[2]}
    return [TimelineEntry(*row) for row in session.execute(statement, facts)]
