"""The list of overdue invoices, told to CS once a day."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.finance.invoice import Invoice
from app.policies.company_time import company_today
from app.policies.overdue import is_overdue
from workflows.invoices.events import InvoicesOverdue
from workflows.outbox_events import emit


def list_overdue(session: Session, *, today: date, limit: int = 50) -> Sequence[Invoice]:
    """The longest overdue first."""
    late = select(Invoice).where(is_overdue(today)).options(joinedload(Invoice.customer))
    return session.scalars(late.order_by(Invoice.due_date, Invoice.id).limit(limit)).all()


def announce_overdue(session: Session, *, now: datetime) -> bool:
    """Once a day: tell CS the list, if there is anything on it."""
    today = company_today(session, now)
    if not list_overdue(session, today=today, limit=1):
        return False
    emit(session, InvoicesOverdue(day=today.isoformat()), now=now, once=f"invoice.overdue:{today}")
    return True
