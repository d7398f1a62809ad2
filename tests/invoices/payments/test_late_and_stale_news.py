"""News of the gateway that come late, twice, or after newer ones; what one person takes out in pieces."""

# ruff: noqa: F811  fixtures of the neighbouring file

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.jobs import payment_polling
from app.models.finance.counter_entry import CounterEntry
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from app.models.finance.payment_review import PaymentReview, ReviewStatus
from integrations.midtrans.client import MidtransClient
from integrations.midtrans.payment import parse
from tests.factories import NOW
from tests.invoices.conftest import Firm
from tests.invoices.payments.test_gateway_facts import FEE, check_now, own_id, reasons
from tests.invoices.payments.test_midtrans import (  # noqa: F401  fixtures
    HOOK,
    customer,
    flask_app,
    midtrans,
    order,
    payment_of,
    work,
)
from tests.invoices.payments.test_payments import DENIED, PAID, TOTAL, said, tell, upload
from tests.invoices.payments.test_reversals import limit, paid, refund, reverse  # noqa: F401  fixture
from tests.standins import MidtransStandIn, payloads
from workflows.invoices import void_invoice
from workflows.payments import resolve_review, start_attempt, verify_payment

PARTIAL = said("REFUNDED", "partial_refund")


def standing(session: Session) -> list[str]:
    session.expire_all()
    return reasons(session)


def look_through(session: Session, firm: Firm) -> None:
    for review in session.scalars(select(PaymentReview).where(PaymentReview.status == ReviewStatus.OPEN)):
        resolve_review(session, review_id=review.id, actor=firm.dewi, note="Sudah dicek", now=NOW)


@pytest.mark.parametrize("before", [(), (DENIED,), (said("REVIEW", "capture"),)])
def test_a_part_went_back_of_what_nobody_told_us_was_paid(
    session: Session, firm: Firm, sent: Invoice, before: tuple[Any, ...]
) -> None:
    payment = start_attempt(session, invoice_id=sent.id, now=NOW)
    assert tell(session, payment, *before, PARTIAL) == "PAID"
    assert standing(session) == ["PARTIAL_REFUND"]
    assert sent.status == "PAID"


def test_settled_money_that_is_taken_back_a_second_time_comes_before_cs_again(
    session: Session, firm: Firm, sent: Invoice
) -> None:
    payment = start_attempt(session, invoice_id=sent.id, now=NOW)
    tell(session, payment, PAID, DENIED)
    assert standing(session) == ["TAKEN_BACK"]
    tell(session, payment, PAID)
    assert standing(session) == [], "it ended by itself"
    session.get_one(Payment, payment.id).paid_at = NOW + timedelta(minutes=1)
    tell(session, payment, DENIED)
    assert standing(session) == ["TAKEN_BACK"]


@pytest.mark.parametrize("first", [(said("REVIEW", "capture"), PAID), (said("REVIEW", "capture"),)])
def test_each_doubt_of_the_gateway_is_told(session: Session, firm: Firm, sent: Invoice, first: tuple[Any, ...]) -> None:
    payment = start_attempt(session, invoice_id=sent.id, now=NOW)
    tell(session, payment, *first)
    look_through(session, firm)
    tell(session, payment, said("REVIEW", "retrieval_request"), said("REVIEW", "retrieval_request"))
    assert standing(session) == ["CHALLENGE"]


def test_a_doubt_about_an_attempt_that_failed_is_told_too(session: Session, firm: Firm, sent: Invoice) -> None:
    payment = start_attempt(session, invoice_id=sent.id, now=NOW)
    assert tell(session, payment, DENIED, said("REVIEW", "capture")) == "FAILED"
    assert standing(session) == ["CHALLENGE"]


def test_money_of_a_void_invoice_that_was_paid_back_waits_for_nobody(
    session: Session, firm: Firm, sent: Invoice
) -> None:
    payment = start_attempt(session, invoice_id=sent.id, now=NOW)
    void_invoice(session, invoice_id=sent.id, actor=firm.dewi, reason="-", now=NOW)
    tell(session, payment, PAID)
    assert standing(session) == ["VOID"]
    limit(session, 10**12)
    refund(session, payment, firm.dewi, TOTAL)
    assert standing(session) == []


def test_an_order_the_gateway_no_longer_knows_takes_no_money_back(
    flask_app: Flask, customer: FlaskClient, session: Session, midtrans: MidtransStandIn, order: str
) -> None:
    told = midtrans.pay(order)
    customer.post(HOOK, json=told)
    work(flask_app, session)
    session.execute(update(Payment).values(created_at=utc_now() - timedelta(days=40)))
    del midtrans.states[order]
    check_now(flask_app, session)
    payment = payment_of(session)
    assert (payment.status, payment.invoice.status, reasons(session)) == ("PAID", "PAID", [])
    assert payment.unread_since is not None, "asked again; after an hour CS is told"


def test_an_answer_that_was_overtaken_by_newer_news_is_dropped(
    flask_app: Flask, session: Session, midtrans: MidtransStandIn, order: str
) -> None:
    """One worker reads "deny", then another reads "settlement" and is faster."""
    client = MidtransClient(midtrans.url, midtrans.url, midtrans.server_key)
    session.execute(update(Payment).values(check_due_at=utc_now()))
    session.commit()
    with flask_app.app_context():
        slow = payment_polling._lease()
        assert slow is not None
        midtrans.pay(order, "deny", status_code="202")
        old = client.get_status(order)
        midtrans.pay(order)
        check_now(flask_app, session)
        assert payment_of(session).status == "PAID"
        with payment_polling.transaction() as own:
            payment_polling._apply(own, slow, old, None, utc_now())
    client.close()
    session.expire_all()
    assert (payment_of(session).status, reasons(session)) == ("PAID", [])


def test_when_the_answer_lags_behind_the_notification_it_is_asked_again_soon(
    flask_app: Flask, customer: FlaskClient, session: Session, midtrans: MidtransStandIn, order: str
) -> None:
    midtrans.pay(order, "pending", status_code="201")
    told = payloads.midtrans_notification(order, TOTAL, "settlement", server_key=midtrans.server_key)
    customer.post(HOOK, json=told)
    work(flask_app, session)
    due = payment_of(session).check_due_at
    assert due is not None
    assert due < utc_now() + timedelta(minutes=1)


def test_a_second_way_to_pay_under_the_gateways_own_id_is_asked_about(
    flask_app: Flask, customer: FlaskClient, session: Session, midtrans: MidtransStandIn, order: str
) -> None:
    """The customer had picked QRIS, then went back and paid a virtual account that is named by its transaction."""
    midtrans.pay(order, "pending", status_code="201", payment_type="qris")
    check_now(flask_app, session)
    midtrans.states[order]["transaction_id"] = "another-transaction"
    customer.post(HOOK, json=own_id(midtrans, order, in_notification=True))
    work(flask_app, session)
    payment = payment_of(session)
    assert (payment.status, payment.transaction_id) == ("PAID", "another-transaction")


def test_an_attempt_that_we_took_for_expired_is_paid_late_under_the_gateways_own_id(
    flask_app: Flask, customer: FlaskClient, session: Session, midtrans: MidtransStandIn, order: str
) -> None:
    session.execute(update(Payment).values(status="FAILED", check_due_at=None))
    customer.post(HOOK, json=own_id(midtrans, order, in_notification=True))
    work(flask_app, session)
    assert payment_of(session).status == "PAID"


@pytest.mark.parametrize("kind", [str, int, float])
def test_a_fee_on_top_is_read_as_text_or_number(kind: type) -> None:
    told = {name: kind(value) for name, value in FEE.items()}
    state = payloads.midtrans_notification("A-1", TOTAL + 4_000, metadata={"extra_info": {"gross_amount_info": told}})
    assert parse(state).amount_idr == TOTAL  # type: ignore[union-attr]


@pytest.mark.parametrize("fee", [True, -4000, 4000.5, "4e3", None, [4000]])
def test_a_fee_that_is_no_whole_rupiah_is_no_fee(fee: object) -> None:
    told = {**FEE, "customer_imposed_payment_fee": fee}
    state = payloads.midtrans_notification("A-1", TOTAL + 4_000, metadata={"extra_info": {"gross_amount_info": told}})
    assert parse(state).amount_idr == TOTAL + 4_000  # type: ignore[union-attr]


def test_equal_parts_that_go_back_one_after_the_other_are_told_apart(
    flask_app: Flask, customer: FlaskClient, session: Session, firm: Firm, midtrans: MidtransStandIn, order: str
) -> None:
    customer.post(HOOK, json=midtrans.pay(order))
    for number in (1, 2):
        parts = [{"refund_chargeback_id": n, "refund_amount": "100000.00"} for n in range(number)]
        customer.post(HOOK, json=midtrans.pay(order, "partial_refund", refund_amount="100000.00", refunds=parts))
        work(flask_app, session)
        assert reasons(session) == ["PARTIAL_REFUND"]
        look_through(session, firm)


def test_unreadable_a_second_time_comes_before_cs_a_second_time(
    flask_app: Flask, session: Session, firm: Firm, midtrans: MidtransStandIn, order: str
) -> None:
    midtrans.pay(order, "pending", status_code="201")
    for hours in (30, 3):
        midtrans.behave(status=500)
        session.execute(update(Payment).values(unread_since=utc_now() - timedelta(hours=hours)))
        check_now(flask_app, session)
        assert reasons(session) == ["UNREADABLE"]
        midtrans.calm()
        check_now(flask_app, session)
        assert reasons(session) == []


def test_pieces_below_the_limit_add_up_until_a_second_person_looks(
    session: Session, firm: Firm, sent: Invoice, paid: Payment
) -> None:
    limit(session, 500_000)
    for amount in (300_000, 200_000, 1):
        refund(session, paid, firm.dewi, amount)
    states = [str(entry.status) for entry in session.scalars(select(CounterEntry).order_by(CounterEntry.id))]
    assert states == ["DONE", "DONE", "WAITING"]


def test_pieces_of_several_payments_of_an_invoice_add_up(session: Session, firm: Firm, sent: Invoice) -> None:
    limit(session, 500_000)
    for number, amount in enumerate((400_000, 400_000)):
        payment = upload(session, sent, str(number), amount_idr=amount)
        verify_payment(session, payment_id=payment.id, actor=firm.dewi, amount_idr=amount, now=NOW)
        reverse(session, payment, firm.dewi)
    states = [str(entry.status) for entry in session.scalars(select(CounterEntry).order_by(CounterEntry.id))]
    assert states == ["DONE", "WAITING"]
