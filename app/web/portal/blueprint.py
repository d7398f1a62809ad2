"""The blueprint of a member's pages, and how his visits and invoices are shown."""

from datetime import datetime

from flask import Blueprint
from flask_login import current_user

from app.core.clock import local_day
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.visits.visit import VISIT_FLOW
from app.presenters.status import Badge, status_badge
from workflows.accounts.members import OwnInvoice, OwnVisit

blueprint = Blueprint("portal", __name__, url_prefix="/portal")


def me() -> User:
    return current_user._get_current_object()  # noqa: SLF001


def with_badges(visits: list[OwnVisit]) -> list[tuple[OwnVisit, Badge]]:
    return [(own, status_badge(VISIT_FLOW, own.visit.status)) for own in visits]


def with_states(invoices: list[OwnInvoice], now: datetime) -> list[tuple[OwnInvoice, Badge]]:
    return [(own, _state(own.invoice, now)) for own in invoices]


def _state(invoice: Invoice, now: datetime) -> Badge:
    """In the words of the invoice's own page."""
    if invoice.status == InvoiceStatus.PAID:
        return Badge(N_("Lunas"), "positive")
    if invoice.due_date < local_day(now, "Asia/Jakarta"):
        return Badge(N_("Lewat jatuh tempo"), "warning")
    return Badge(N_("Menunggu pembayaran"), "primary")
