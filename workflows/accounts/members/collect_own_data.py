"""Everything that is kept about a person, for themselves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.models.accounts.sessions import UserSession
from app.models.accounts.sso import Identity
from app.models.accounts.user import User
from app.models.audit.change_log import plain
from app.models.audit.scope import is_secret
from app.models.customers.customer import Customer
from app.models.feedback.bug import BugReport
from app.models.feedback.exp import ExpEntry
from app.models.feedback.feedback import Feedback
from app.models.finance.invoice import Invoice
from app.models.messaging.notification import Notification, NotificationChoice
from app.models.visits.visit import VisitTicket
from workflows.transitions import note

MOST = 10_000  # rows of a kind
INNER = {"search", "version", "password_hash", "session_version", "failed_logins", "wrong_codes"}


def collect_own_data(session: Session, *, user: User, now: datetime) -> dict[str, Any]:
    """Everything that is kept about this person, in JSON's own types; no secrets. Written down."""
    owned: dict[str, tuple[Any, Any]] = {
        "account": (User, User.id == user.id),
        "logins": (UserSession, UserSession.user_id == user.id),
        "identities": (Identity, Identity.user_id == user.id),
        "feedback": (Feedback, Feedback.author_id == user.id),
        "bug_reports": (BugReport, BugReport.reporter_id == user.id),
        "exp": (ExpEntry, ExpEntry.user_id == user.id),
        "notifications": (Notification, Notification.user_id == user.id),
        "notification_choices": (NotificationChoice, NotificationChoice.user_id == user.id),
    }
    if user.customer_id is not None:
        owned["customer"] = (Customer, Customer.id == user.customer_id)
        owned["visits"] = (VisitTicket, VisitTicket.customer_id == user.customer_id)
        owned["invoices"] = (Invoice, Invoice.customer_id == user.customer_id)
    found = {name: _rows(session, model, mine) for name, (model, mine) in owned.items()}
    counts = {name: len(rows) for name, rows in found.items()}
    note(session, User.__tablename__, user.id, "own_data_taken", actor=user, now=now, rows=counts)
    return {"taken_at": now.isoformat(), **found}


def _rows(session: Session, model: Any, mine: Any) -> list[dict[str, Any]]:
    columns = [
        column.key
        for column in inspect(model).column_attrs
        if not is_secret(column.key) and column.key not in INNER and not column.key.endswith("_sha256")
    ]
    rows: Sequence[Any] = session.scalars(select(model).where(mine).order_by(model.id).limit(MOST)).all()
    return [{name: plain(getattr(row, name)) for name in columns} for row in rows]
