"""The customer's page says what is true within seconds, and asks nobody to pay twice meanwhile."""

# ruff: noqa: F811  fixtures of the neighbouring file

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from tests.factories import NOW
from tests.invoices.conftest import Firm
from tests.invoices.payments.test_midtrans import HOOK, customer, flask_app, midtrans, order, work  # noqa: F401  fixtures
from tests.invoices.payments.test_payments import TOTAL
from tests.invoices.screens.test_customer_page import link_of, slip
from tests.standins import MidtransStandIn
from tests.support.people import submit
from workflows.payments import verify_payment


def test_after_paying_at_the_gateway_the_page_turns_by_itself(
    flask_app: Flask, customer: FlaskClient, session: Session, sent: Invoice, midtrans: MidtransStandIn, order: str
) -> None:
    state = f"{link_of(session, sent)}/state"
    started = customer.get(state).text
    assert "Bayar sekarang" not in started
    assert "Belum membayar? Lanjutkan" in started
    told = midtrans.pay(order)
    back = customer.get(f"{link_of(session, sent)}?order_id={order}&status_code=200&transaction_status=settlement").text
    assert "Sedang dikonfirmasi" in back
    assert f"{state}?paid=1" in back, "what the page asks for says the same"
    confirming = customer.get(f"{state}?paid=1").text
    assert "Sedang dikonfirmasi" in confirming
    assert "Lanjutkan" not in confirming
    customer.post(HOOK, json=told)
    work(flask_app, session)
    paid = customer.get(f"{state}?paid=1").text
    assert "Lunas" in paid
    assert "Sedang dikonfirmasi" not in paid


def test_opening_the_page_asks_the_gateway_when_its_notification_was_lost(
    flask_app: Flask, customer: FlaskClient, session: Session, sent: Invoice, midtrans: MidtransStandIn, order: str
) -> None:
    midtrans.pay(order)
    customer.get(link_of(session, sent))
    work(flask_app, session)
    assert "Lunas" in customer.get(f"{link_of(session, sent)}/state").text


def test_after_sending_a_proof_nobody_is_asked_to_pay_until_it_is_judged(
    flask_app: Flask, customer: FlaskClient, session: Session, firm: Firm, sent: Invoice
) -> None:
    page = link_of(session, sent)
    assert "Bayar sekarang" in customer.get(page).text
    submit(customer, page, to="/proof", proof=slip())
    for address in (page, f"{page}/state"):
        text = customer.get(address).text
        assert "Sedang dikonfirmasi" in text
        assert "Bayar sekarang" not in text
    payment = session.scalars(select(Payment)).one()
    verify_payment(session, payment_id=payment.id, actor=firm.dewi, amount_idr=TOTAL, now=NOW)
    session.commit()
    assert "Lunas" in customer.get(f"{page}/state").text


def test_the_state_is_sent_again_only_when_it_changed(client: FlaskClient, session: Session, sent: Invoice) -> None:
    state = f"{link_of(session, sent)}/state"
    first = client.get(state)
    same = client.get(state, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, same.status_code, same.data) == (200, 304, b"")
    whole = client.get(link_of(session, sent)).text
    assert first.headers["ETag"].strip('"') in whole, "the page itself has the state it starts from"
    submit(client, link_of(session, sent), to="/proof", proof=slip())
    assert client.get(state, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("token", ["x" * 32, "-"])
def test_nobody_watches_an_invoice_that_is_not_theirs(client: FlaskClient, firm: Firm, token: str) -> None:
    assert client.get(f"/i/{token}/state").status_code == 404
