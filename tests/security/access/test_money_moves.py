"""Nobody who finds an open session can move money by any route of the panel."""

import pytest

from app.models import FLOWS
from app.models.finance.invoice import InvoiceStatus
from tests.factories import NOW, PASSWORD
from tests.invoices.conftest import make_firm, send
from tests.security.access.test_second_factor_everywhere import stale
from tests.support.logins import log_in
from tests.support.walking.posting import post
from workflows.invoices import draft_invoice, submit_invoice

PROOF = 'name="proof_of_person"'
MONEY = {"invoice": {"approve", "record_payment", "void"}, "payment": {"verify", "reverse", "refund_by_hand"}}


def test_the_table_says_of_every_money_move_that_it_asks():
    for flow, transitions in MONEY.items():
        assert {name for name, transition in FLOWS[flow].transitions.items() if transition.fresh} == transitions


@pytest.fixture
def firm(session):
    return make_firm(session)


@pytest.mark.parametrize("way", ["button", "bulk", "json"])
def test_an_approval_asks_by_button_and_in_bulk(client, session, firm, way):
    invoice = draft_invoice(session, visit_id=firm.visit.id, actor=firm.dewi, now=NOW)
    submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)
    log_in(client, firm.rina)
    stale(session, firm.rina)
    if way == "bulk":
        asked = post(client, "/admin/invoices/action/", {"action": "approve", "rowid": invoice.id})
        assert asked.status_code == 403 or PROOF in asked.text
    elif way == "json":
        asked = post(client, f"/admin/invoices/{invoice.id}/approve", headers={"Accept": "application/json"})
        assert (asked.status_code, asked.json["error"]) == (401, "fresh_login")
    else:
        assert PROOF in post(client, f"/admin/invoices/{invoice.id}/approve").text
    session.refresh(invoice)
    assert invoice.status == InvoiceStatus.PENDING


@pytest.mark.parametrize("proof", ["", "salah", PASSWORD[:-1], PASSWORD.upper()])
def test_nothing_but_the_password_will_do(client, session, firm, proof):
    invoice = send(session, firm)
    log_in(client, firm.dewi)
    stale(session, firm.dewi)
    sent = {"reason": "Salah", "proof_of_person": proof}
    assert post(client, f"/admin/invoices/{invoice.id}/void", sent).status_code == 422
    session.refresh(invoice)
    assert invoice.status == InvoiceStatus.SENT
