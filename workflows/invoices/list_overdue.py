"""Overdue invoices."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.finance.invoice import Invoice
from app.policies.overdue import is_overdue


def list_overdue(session: Session, *, today: date, limit: int = 50) -> Sequence[Invoice]:
    """The longest overdue first."""
    late = select(Invoice).where(is_overdue(today)).options(joinedload(Invoice.customer))
    return session.scalars(late.order_by(Invoice.due_date, Invoice.id).limit(limit)).all()
