"""The blueprint of a member's pages, and how their visits and invoices are shown."""

from datetime import date, datetime

from flask import Blueprint

from app.core.db import db
from app.core.i18n import N_
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.visits.visit import VISIT_FLOW
from app.policies.company_time import company_today
from app.policies.overdue import days_overdue
from app.presenters.status import Badge, status_badge
from workflows.accounts.members import OwnInvoice, OwnVisit

blueprint = Blueprint("portal", __name__, url_prefix="/portal")


def with_badges(visits: list[OwnVisit]) -> list[tuple[OwnVisit, Badge]]:
    return [(own, status_badge(VISIT_FLOW, own.visit.status)) for own in visits]


def with_states(invoices: list[OwnInvoice], now: datetime) -> list[tuple[OwnInvoice, Badge]]:
    today = company_today(db.session(), now)
    return [(own, _state(own.invoice, today)) for own in invoices]


def _state(invoice: Invoice, today: date) -> Badge:
    """In the words of the invoice's own page."""
    if invoice.status == InvoiceStatus.PAID:
        return Badge(N_("Lunas"), "positive")
    if days_overdue(invoice, today):
        return Badge(N_("Lewat jatuh tempo"), "warning")
    return Badge(N_("Menunggu pembayaran"), "primary")
