"""News of the gateway that contradict our records."""

from decimal import Decimal

from sqlalchemy.orm import Session

from app.models.finance.invoice import Invoice
from tests.factories import NOW
from tests.invoices.conftest import Firm, render
from tests.invoices.payments.test_payments import TOTAL, said
from workflows.invoices import approve_invoice, edit_invoice, revise_invoice, submit_invoice
from workflows.invoices.edit_invoice import LineEdit

CHALLENGE = said("REVIEW", "capture")


OTHER_SUM = said("PAID", "settlement", TOTAL - 1)


SMALLER = 350_000


def make_smaller(session: Session, firm: Firm, invoice: Invoice) -> None:
    """A revision of one person-day, approved and sent."""
    revise_invoice(session, invoice_id=invoice.id, actor=firm.dewi, reason="-", now=NOW)
    session.refresh(invoice)
    line = LineEdit(None, None, "Satu hari", "orang-hari", Decimal(1), SMALLER)
    edit_invoice(
        session, invoice_id=invoice.id, version=invoice.version, lines=[line], discount_idr=0, note="",
        due_date=invoice.due_date, actor=firm.dewi, now=NOW,
    )  # fmt: skip
    submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)
    approve_invoice(session, invoice_id=invoice.id, actor=firm.rina, now=NOW)
    render(session, invoice)
    session.refresh(invoice)
