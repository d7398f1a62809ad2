"""Billing at its limits: just before, at, and just after."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.core.clock import local_day
from app.core.errors import Invalid
from app.models.finance.invoice import Invoice
from tests.factories import NOW
from tests.invoices.conftest import Firm
from tests.invoices.payments.test_payments import TOTAL
from workflows.invoices import draft_invoice, reprice_invoice, submit_invoice
from workflows.payments import record_payment


@pytest.mark.parametrize(("days", "fine"), [(1, True), (0, True), (-1, False)])
def test_an_invoice_is_submitted_until_the_day_it_is_due(session: Session, firm: Firm, days, fine):
    invoice = draft_invoice(session, visit_id=firm.visit.id, actor=firm.dewi, now=NOW - timedelta(days=30))
    invoice.due_date = local_day(NOW, "Asia/Jakarta") + timedelta(days=days)
    session.flush()
    if fine:
        assert submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW).status == "PENDING"
    else:
        with pytest.raises(Invalid, match="Jatuh tempo"):
            submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)


@pytest.mark.parametrize(("over", "fine"), [(-1, True), (0, True), (1, False)])
def test_a_final_price_reaches_the_subtotal_and_no_further(session: Session, firm: Firm, over, fine):
    invoice = draft_invoice(session, visit_id=firm.visit.id, actor=firm.dewi, now=NOW)
    submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)
    facts = {"invoice_id": invoice.id, "actor": firm.rina, "reason": "-", "now": NOW}
    final = invoice.subtotal_idr + over
    if fine:
        assert reprice_invoice(session, **facts, final_idr=final).discount_idr == -over
    else:
        with pytest.raises(Invalid):
            reprice_invoice(session, **facts, final_idr=final)


@pytest.mark.parametrize(("days", "fine"), [(365, True), (366, True), (367, False)])
def test_a_deposit_may_come_a_leap_year_before_the_visit(session: Session, firm: Firm, sent: Invoice, days, fine):
    paid_on = sent.visit.created_at.date() - timedelta(days=days)
    facts = {"invoice_id": sent.id, "actor": firm.dewi, "amount_idr": TOTAL, "paid_on": paid_on, "now": NOW}
    if fine:
        assert record_payment(session, **facts).paid_idr == TOTAL
    else:
        with pytest.raises(Invalid):
            record_payment(session, **facts)
