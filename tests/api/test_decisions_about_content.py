"""Whoever decides about an invoice by the API says which figures they have read."""

import pytest
from sqlalchemy.orm import Session

from tests.factories import NOW
from tests.invoices.conftest import make_firm
from workflows.invoices import draft_invoice, reprice_invoice, submit_invoice

BODIES = {"approve": None, "reject": {"reason": "-"}, "reprice": {"reason": "-", "discount_idr": 1}}


@pytest.fixture
def waiting(session: Session, program):
    firm = make_firm(session)
    session.flush()
    invoice = draft_invoice(session, visit_id=firm.visit.id, actor=firm.dewi, now=NOW)
    submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)
    session.commit()
    return firm, invoice


@pytest.mark.parametrize("step", BODIES)
def test_a_decision_without_the_version_read_is_refused(program, waiting, step: str) -> None:
    firm, invoice = waiting
    assert program(firm.rina).post(f"/invoices/{invoice.id}/{step}", BODIES[step]).status_code == 428


@pytest.mark.parametrize("step", BODIES)
def test_a_decision_about_other_figures_than_were_read_is_refused(
    program, session: Session, waiting, step: str
) -> None:
    firm, invoice = waiting
    rina = program(firm.rina)
    read = rina.get(f"/invoices/{invoice.id}").headers["ETag"]
    reprice_invoice(session, invoice_id=invoice.id, actor=firm.ani, discount_idr=1_000, reason="-", now=NOW)
    session.commit()
    same = {"If_Match": read, "Idempotency_Key": "keputusan-rina-1"}
    assert rina.post(f"/invoices/{invoice.id}/{step}", BODIES[step], **same).status_code == 412
    fresh = rina.get(f"/invoices/{invoice.id}").headers["ETag"]
    answer = rina.post(f"/invoices/{invoice.id}/{step}", BODIES[step], **{**same, "If_Match": fresh})
    assert answer.status_code == 200, answer.text
    again = rina.post(f"/invoices/{invoice.id}/{step}", BODIES[step], **{**same, "If_Match": fresh})
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (200, "true")
