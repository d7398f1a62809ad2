"""Paying at Midtrans, and its notifications: five times, out of order, forged, unknown."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.inbox.apply import apply_inbox
from app.jobs.payment_polling import check_payments
from app.models.files.document import Document
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from app.models.messaging.inbox import InboxEvent, InboxStatus
from app.models.messaging.outbox import OutboxMessage
from tests.invoices.screens.test_customer_page import link_of
from tests.standins import MidtransStandIn
from tests.support.people import submit

HOOK = "/webhooks/midtrans"


@pytest.fixture
def midtrans() -> Iterator[MidtransStandIn]:
    with MidtransStandIn() as standin:
        yield standin


@pytest.fixture
def flask_app(app_with: Callable[..., Flask], midtrans: MidtransStandIn) -> Flask:
    return app_with(
        midtrans_server_key=midtrans.server_key,
        midtrans_api_base=midtrans.url,
        midtrans_snap_base=midtrans.url,
        provider_timeout=2.0,
    )


@pytest.fixture
def customer(flask_app: Flask) -> FlaskClient:
    return flask_app.test_client()


@pytest.fixture
def order(customer: FlaskClient, session: Session, sent: Invoice) -> str:
    """Pak Agus has pressed the pay button."""
    answer = submit(customer, link_of(session, sent), to="/pay")
    assert answer.status_code == 303, answer.text
    return session.scalars(select(Payment.order_id)).one() or ""


def work(flask_app: Flask, session: Session) -> None:
    session.commit()
    with flask_app.app_context():
        apply_inbox()
        check_payments()
    session.expire_all()


def payment_of(session: Session) -> Payment:
    return session.scalars(select(Payment)).one()


def test_the_pay_button_leads_to_midtrans(
    customer: FlaskClient, session: Session, sent: Invoice, midtrans: MidtransStandIn
) -> None:
    page = link_of(session, sent)
    answer = submit(customer, page, to="/pay")
    assert answer.location.startswith(f"{midtrans.url}/snap/v3/redirection/")
    [order] = midtrans.received
    body = order["body"]
    assert body["transaction_details"] == {"order_id": "INV-2026-XI-0001-1", "gross_amount": 1_165_500}
    assert sum(item["price"] * item["quantity"] for item in body["item_details"]) == 1_165_500
    assert body["callbacks"]["finish"].endswith(page)
    assert submit(customer, page, to="/pay").location == answer.location
    assert len(midtrans.received) == 1


def test_the_policy_lets_the_form_lead_there(
    customer: FlaskClient, session: Session, sent: Invoice, midtrans: MidtransStandIn
) -> None:
    policy = customer.get(link_of(session, sent)).headers["Content-Security-Policy"]
    assert f"form-action 'self' {midtrans.url}" in policy


def test_when_midtrans_is_away_the_customer_is_told(
    customer: FlaskClient, session: Session, sent: Invoice, midtrans: MidtransStandIn
) -> None:
    midtrans.stop()
    page = link_of(session, sent)
    assert submit(customer, page, to="/pay").location.endswith(page)
    assert "tidak dapat dihubungi" in customer.get(page).text
    assert payment_of(session).redirect_url == ""


def test_an_order_midtrans_refuses_is_given_up_and_the_next_tap_makes_another(
    customer: FlaskClient, session: Session, sent: Invoice, midtrans: MidtransStandIn
) -> None:
    midtrans.orders["INV-2026-XI-0001-1"] = {}  # a page was made and we died before we noted it
    page = link_of(session, sent)
    assert submit(customer, page, to="/pay").location.endswith(page)
    assert submit(customer, page, to="/pay").location.startswith(midtrans.url)
    statuses = session.execute(select(Payment.order_id, Payment.status).order_by(Payment.id)).all()
    assert [tuple(row) for row in statuses] == [("INV-2026-XI-0001-1", "FAILED"), ("INV-2026-XI-0001-2", "PENDING")]


def test_the_same_notification_five_times_has_one_effect(
    flask_app: Flask, customer: FlaskClient, session: Session, sent: Invoice, midtrans: MidtransStandIn, order: str
) -> None:
    told = midtrans.pay(order)
    answers = [customer.post(HOOK, json=told) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 5
    assert [answer.json["fresh"] for answer in answers] == [True, False, False, False, False]
    work(flask_app, session)
    work(flask_app, session)
    assert (payment_of(session).status, sent.status, sent.paid_idr) == ("PAID", "PAID", 1_165_500)
    assert len(session.scalars(select(Document).where(Document.kind == "RECEIPT")).all()) == 1


def test_notifications_out_of_order_end_in_the_truth(
    flask_app: Flask, customer: FlaskClient, session: Session, sent: Invoice, midtrans: MidtransStandIn, order: str
) -> None:
    early, late = midtrans.pay(order, "pending", status_code="201"), midtrans.pay(order)
    for told in (late, early):
        customer.post(HOOK, json=told)
        work(flask_app, session)
    assert (payment_of(session).status, sent.status) == ("PAID", "PAID")


def test_a_settlement_taken_back_opens_the_invoice_and_alarms_cs(
    flask_app: Flask, customer: FlaskClient, session: Session, sent: Invoice, midtrans: MidtransStandIn, order: str
) -> None:
    for status, code in (("settlement", "200"), ("deny", "202")):
        customer.post(HOOK, json=midtrans.pay(order, status, status_code=code))
        work(flask_app, session)
    assert (payment_of(session).status, sent.status, sent.paid_idr) == ("FAILED", "SENT", 0)
    assert "payment.reversed" in session.scalars(select(OutboxMessage.kind)).all()


def test_a_notification_alone_proves_nothing(
    flask_app: Flask, customer: FlaskClient, session: Session, sent: Invoice, midtrans: MidtransStandIn, order: str
) -> None:
    told = midtrans.pay(order)
    midtrans.states[order] = {**told, "transaction_status": "pending", "status_code": "201"}
    customer.post(HOOK, json=told)
    work(flask_app, session)
    assert (payment_of(session).status, sent.status) == ("PENDING", "SENT")


def test_another_amount_is_held_for_a_person(
    flask_app: Flask, customer: FlaskClient, session: Session, sent: Invoice, midtrans: MidtransStandIn, order: str
) -> None:
    midtrans.orders[order]["transaction_details"]["gross_amount"] = 1_000
    customer.post(HOOK, json=midtrans.pay(order))
    work(flask_app, session)
    assert (payment_of(session).status, sent.status) == ("REVIEW", "SENT")
    assert "payment.doubtful" in session.scalars(select(OutboxMessage.kind)).all()


def test_an_unknown_order_is_kept_and_ignored(
    flask_app: Flask, customer: FlaskClient, session: Session, midtrans: MidtransStandIn, order: str
) -> None:
    midtrans.orders["TOKO-LAIN-1"] = {"transaction_details": {"gross_amount": 5_000}}
    assert customer.post(HOOK, json=midtrans.pay("TOKO-LAIN-1")).status_code == 200
    work(flask_app, session)
    [event] = session.scalars(select(InboxEvent))
    assert (event.status, "TOKO-LAIN-1" in event.summary) == (InboxStatus.IGNORED, True)


def test_when_midtrans_does_not_answer_it_is_asked_again(
    flask_app: Flask, customer: FlaskClient, session: Session, sent: Invoice, midtrans: MidtransStandIn, order: str
) -> None:
    told = midtrans.pay(order)
    customer.post(HOOK, json=told)
    midtrans.stop()
    work(flask_app, session)
    payment = payment_of(session)
    assert payment.status == "PENDING"
    assert payment.check_due_at is not None


@pytest.mark.parametrize("change", [{"gross_amount": "1.00"}, {"signature_key": "0" * 128}, {"order_id": "X"}])
def test_a_wrong_signature_is_refused(
    customer: FlaskClient, session: Session, midtrans: MidtransStandIn, order: str, change: dict[str, Any]
) -> None:
    assert customer.post(HOOK, json={**midtrans.pay(order), **change}).status_code == 403
    assert session.scalars(select(InboxEvent)).all() == []


@pytest.mark.parametrize(("body", "status"), [(b"{", 400), (b"[]", 403), (b"x" * (4 * 1024 * 1024), 413)])
def test_what_is_no_notification_is_refused(customer: FlaskClient, body: bytes, status: int) -> None:
    assert customer.post(HOOK, data=body, content_type="application/json").status_code == status


def test_the_page_has_no_foreign_script(customer: FlaskClient, session: Session, sent: Invoice) -> None:
    assert not re.search(r"<script[^>]+src=\"http", customer.get(link_of(session, sent)).text)
