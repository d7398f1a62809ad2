"""A person's own data (UU PDP): a copy of it, and the end of a member's account."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed
from app.core.i18n import N_
from app.core.identifiers import new_secret
from app.models.accounts.member import EmailChange, Signup
from app.models.accounts.mfa import Authenticator, Passkey, RecoveryCode
from app.models.accounts.sessions import UserSession
from app.models.accounts.sso import Identity
from app.models.accounts.user import Role, User
from app.models.accounts.user_flow import USER_FLOW
from app.models.audit.scope import is_secret
from app.models.customers.customer import Customer
from app.models.feedback.bug import BugReport
from app.models.feedback.exp import ExpEntry
from app.models.feedback.feedback import Feedback
from app.models.finance.invoice import Invoice
from app.models.messaging.notification import Notification, NotificationChoice
from app.models.visits.visit import VisitTicket
from workflows.accounts.users import hash_password
from workflows.authentication.sessions import close_every_way_in
from workflows.transitions import note, transition

MOST = 10_000  # rows of a kind
INNER = {"search", "version", "password_hash", "session_version", "failed_logins", "wrong_codes"}
GONE = "Anggota terhapus"


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


def erase_account(session: Session, *, user: User, now: datetime) -> User:
    """A member's account ends: its name and addresses go, every way in closes. What was written stays without a name.

    Visits, invoices and payments belong to the customer's record and are kept as the law on bookkeeping wants.
    Raises NotAllowed for staff, whose accounts an admin ends.
    """
    own = session.scalars(select(User).where(User.id == user.id).with_for_update()).one()
    if own.role != Role.MEMBER:
        raise NotAllowed(N_("Akun staf diakhiri oleh admin."))
    close_every_way_in(session, user=own, actor=own, now=now)
    for table in (Identity, Passkey, Authenticator, RecoveryCode, NotificationChoice, EmailChange, Signup):
        session.execute(delete(table).where(table.user_id == own.id))
    transition(session, USER_FLOW, own.id, "deactivate", actor=None, now=now)
    own.name, own.username = GONE, f"terhapus-{own.id}"
    own.email = own.email_verified_at = own.phone_e164 = own.telegram_chat_id = None
    own.photo_id = own.customer_id = own.home_area = None
    own.has_second_factor, own.password_hash, own.updated_at = False, hash_password(new_secret()), now
    session.flush()
    note(session, User.__tablename__, own.id, "account_erased", actor=own, now=now)
    return own


def _rows(session: Session, model: Any, mine: Any) -> list[dict[str, Any]]:
    columns = [
        column.key
        for column in inspect(model).column_attrs
        if not is_secret(column.key) and column.key not in INNER and not column.key.endswith("_sha256")
    ]
    rows: Sequence[Any] = session.scalars(select(model).where(mine).order_by(model.id).limit(MOST)).all()
    return [{name: _plain(getattr(row, name)) for name in columns} for row in rows]


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | list | dict | type(None)) else str(value)
