"""What should have been paid by now: derived from the due date, never stored."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, joinedload

from app.core.clock import local_day
from app.models.company import Company
from app.models.finance.invoice import Invoice, InvoiceStatus
from workflows.invoices.events import InvoicesOverdue
from workflows.outbox_events import emit


def is_overdue(today: date) -> ColumnElement[bool]:
    return and_(Invoice.status == InvoiceStatus.SENT, Invoice.due_date < today)


def list_overdue(session: Session, *, today: date, limit: int = 50) -> Sequence[Invoice]:
    """The longest overdue first."""
    late = select(Invoice).where(is_overdue(today)).options(joinedload(Invoice.customer))
    return session.scalars(late.order_by(Invoice.due_date, Invoice.id).limit(limit)).all()


def announce_overdue(session: Session, *, now: datetime) -> bool:
    """Once a day: promise CS the list, if there is anything on it."""
    company = session.get(Company, 1)
    today = local_day(now, company.time_zone if company else "Asia/Jakarta")
    if not list_overdue(session, today=today, limit=1):
        return False
    emit(session, InvoicesOverdue(day=today.isoformat()), now=now, once=f"invoice.overdue:{today}")
    return True
