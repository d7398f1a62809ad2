"""The audit trail of ordinary edits: every flush writes what changed, by whom, in the same transaction.

Moves write their own row (workflows.moves), because a guarded UPDATE passes no flush.
"""

from typing import Any

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.models.company import Company
from app.models.contact import WhatsAppTemplate
from app.models.customer import Customer, Site
from app.models.exp import ExpLevel
from app.models.feedback import FeedbackCategory
from app.models.invoice import Invoice, InvoiceLine, PriceItem
from app.models.ledger import AuditEntry
from app.models.user import Leave, Skill, User
from app.models.visit import VisitTicket

AUDITED = (
    Company,
    Customer,
    ExpLevel,
    FeedbackCategory,
    Invoice,
    InvoiceLine,
    Leave,
    PriceItem,
    Site,
    Skill,
    User,
    VisitTicket,
    WhatsAppTemplate,
)
SILENT = {
    "version",
    "updated_at",
    "created_at",
    "search",
    "places_taken",
    "places_reserved",
    "queue_tail",
    "last_login_at",
    "failed_logins",
    "last_failed_at",
    "locked_until",
}
SECRET = {"password_hash"}


@event.listens_for(Session, "after_flush")
def write_trail(session: Session, _context: Any) -> None:
    rows = [
        row
        for record in (*session.new, *session.dirty)
        if isinstance(record, AUDITED) and (row := _row(session, record))
    ]
    if rows:
        session.connection().execute(insert(AuditEntry), rows)


def _row(session: Session, record: Any) -> dict[str, Any] | None:
    fresh = record in session.new
    changes = _changes(record, fresh=fresh)
    if not changes:
        return None
    return {
        "at": utc_now(),
        "actor_id": session.info.get("actor_id"),
        "thing": record.__tablename__,
        "thing_id": record.id,
        "action": "created" if fresh else "changed",
        "changes": changes,
        "request_id": session.info.get("request_id", ""),
    }


def _changes(record: Any, *, fresh: bool) -> dict[str, list[Any]]:
    state = inspect(record)
    found: dict[str, list[Any]] = {}
    for column in state.mapper.column_attrs:
        if column.key in SILENT or (fresh and column.key not in state.dict):
            continue
        history = state.attrs[column.key].history
        if not history.has_changes():
            continue
        before = history.deleted[0] if history.deleted else None
        after = history.added[0] if history.added else None
        if before != after:
            found[column.key] = ["•••", "•••"] if column.key in SECRET else [_plain(before), _plain(after)]
    return found


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | type(None)) else str(value)
