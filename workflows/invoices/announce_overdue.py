"""Tell CS of overdue invoices, once a day."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.policies.company_time import company_today
from workflows.invoices.events import InvoicesOverdue
from workflows.invoices.list_overdue import list_overdue
from workflows.outbox_events import emit


def announce_overdue(session: Session, *, now: datetime) -> bool:
    """Once a day: tell CS the list, if there is anything on it."""
    today = company_today(session, now)
    if not list_overdue(session, today=today, limit=1):
        return False
    emit(session, InvoicesOverdue(day=today.isoformat()), now=now, once=f"invoice.overdue:{today}")
    return True
