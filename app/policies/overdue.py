"""What should have been paid by now: derived from the due date, never stored."""

from datetime import date

from sqlalchemy import ColumnElement, and_

from app.models.finance.invoice import Invoice, InvoiceStatus


def is_overdue(today: date | ColumnElement[date]) -> ColumnElement[bool]:
    """The condition of an invoice that is with the customer and past its day; `today` by app.policies.company_time."""
    return and_(Invoice.status == InvoiceStatus.SENT, Invoice.due_date < today)


def days_overdue(invoice: Invoice, today: date) -> int:
    """How many days past its day; 0 for what is not overdue."""
    return max((today - invoice.due_date).days, 0) if invoice.status == InvoiceStatus.SENT else 0
