"""What the gateway really does: ids of its own, fees on top, no answer, attempts that must be closed."""

# ruff: noqa: F811  fixtures of the neighbouring file

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from app.models.finance.payment_review import PaymentReview, ReviewStatus
from integrations.midtrans.payment import PaymentNotification, parse
from tests.factories import NOW
from tests.invoices.conftest import Firm
from tests.invoices.payments.test_midtrans import (  # noqa: F401  fixtures
    HOOK,
    customer,
    flask_app,
    midtrans,
    order,
    payment_of,
    work,
)
from tests.standins import MidtransStandIn, payloads
from workflows.payments import record_payment

TOTAL = 1_165_500
FEE = {"original_amount": "1165500", "gross_amount": "1169500", "customer_imposed_payment_fee": "4000"}


def own_id(midtrans: MidtransStandIn, order: str, *, in_notification: bool) -> dict[str, Any]:
    """Settle it; answers (and, for BSI, notifications) name the gateway's id as the order's."""
    told = midtrans.pay(order, payment_type="bank_transfer")
    state = payloads.midtrans_notification(
        told["transaction_id"], TOTAL, server_key=midtrans.server_key, transaction_id=told["transaction_id"]
    )
    midtrans.states[order] = state
    return state if in_notification else told


def check_now(flask_app: Flask, session: Session) -> None:
    session.execute(update(Payment).values(check_due_at=utc_now()))
    work(flask_app, session)


def reasons(session: Session) -> list[str]:
    standing = select(PaymentReview.reason).where(PaymentReview.status == ReviewStatus.OPEN)
    return [str(reason) for reason in session.scalars(standing)]


@pytest.mark.parametrize("in_notification", [False, True])
def test_an_answer_that_names_the_gateways_own_id_is_ours_when_we_asked_for_ours(
    flask_app: Flask,
    customer: FlaskClient,
    session: Session,
    midtrans: MidtransStandIn,
    order: str,
    in_notification: bool,
) -> None:
    customer.post(HOOK, json=own_id(midtrans, order, in_notification=in_notification))
    work(flask_app, session)
    payment = payment_of(session)
    assert (payment.status, payment.transaction_id) == ("PAID", midtrans.states[order]["transaction_id"])


def test_a_later_notification_under_the_gateways_id_finds_its_payment(
    flask_app: Flask, customer: FlaskClient, session: Session, midtrans: MidtransStandIn, order: str
) -> None:
    midtrans.pay(order, "pending", status_code="201")
    check_now(flask_app, session)
    payment = payment_of(session)
    assert (payment.status, payment.transaction_id) == ("PENDING", midtrans.states[order]["transaction_id"])
    session.execute(update(Payment).values(amount_idr=TOTAL, check_due_at=utc_now() + timedelta(hours=2)))
    customer.post(HOOK, json=own_id(midtrans, order, in_notification=True))
    work(flask_app, session)
    assert payment_of(session).status == "PAID"


@pytest.mark.parametrize("told", [("1165500.0", "1169500.0", "4000.0"), ("1165500.00", 1_169_500, 4_000.0)])
def test_figures_of_a_fee_are_read_however_they_are_written(told: tuple[Any, ...]) -> None:
    info = dict(zip(("original_amount", "gross_amount", "customer_imposed_payment_fee"), told, strict=True))
    extra = {"extra_info": {"gross_amount_info": info}}
    news = parse(payloads.midtrans_notification("INV-1", TOTAL + 4_000, metadata=extra))
    assert isinstance(news, PaymentNotification)
    assert news.amount_idr == TOTAL


@pytest.mark.parametrize("place", ["metadata", None])
def test_a_fee_on_top_is_no_other_amount(
    flask_app: Flask, customer: FlaskClient, session: Session, midtrans: MidtransStandIn, order: str, place: str | None
) -> None:
    extra: dict[str, Any] = {"extra_info": {"gross_amount_info": FEE}}
    midtrans.orders[order]["transaction_details"]["gross_amount"] = TOTAL + 4_000
    customer.post(HOOK, json=midtrans.pay(order, **({place: extra} if place else extra)))
    work(flask_app, session)
    assert (payment_of(session).status, reasons(session)) == ("PAID", [])


@pytest.mark.parametrize(
    "told",
    [
        {**FEE, "original_amount": "1165501"},
        {**FEE, "customer_imposed_payment_fee": "3999"},
        {},
        {"original_amount": 5},
    ],
)
def test_a_fee_that_does_not_add_up_goes_to_cs(
    flask_app: Flask,
    customer: FlaskClient,
    session: Session,
    midtrans: MidtransStandIn,
    order: str,
    told: dict[str, Any],
) -> None:
    midtrans.orders[order]["transaction_details"]["gross_amount"] = TOTAL + 4_000
    customer.post(HOOK, json=midtrans.pay(order, metadata={"extra_info": {"gross_amount_info": told}}))
    work(flask_app, session)
    assert (payment_of(session).status, reasons(session)) == ("REVIEW", ["AMOUNT"])


@pytest.mark.parametrize(("minutes", "told"), [(59, []), (60, ["UNREADABLE"])])
def test_what_cannot_be_read_for_an_hour_comes_before_cs_and_goes_when_it_is_read(
    flask_app: Flask, session: Session, midtrans: MidtransStandIn, order: str, minutes: int, told: list[str]
) -> None:
    midtrans.pay(order, "pending", status_code="201")
    midtrans.behave(status=500)
    check_now(flask_app, session)
    assert payment_of(session).unread_since is not None
    session.execute(update(Payment).values(unread_since=utc_now() - timedelta(minutes=minutes)))
    check_now(flask_app, session)
    assert reasons(session) == told
    midtrans.calm()
    midtrans.pay(order)
    check_now(flask_app, session)
    assert (payment_of(session).unread_since, reasons(session)) == (None, [])


@pytest.mark.parametrize(
    ("closes_by", "status", "told"),
    [("expire", "FAILED", []), ("cancel", "FAILED", []), ("none", "PENDING", ["STILL_OPEN"])],
)
def test_a_hand_entry_closes_the_virtual_account_or_cs_hears_that_it_is_open(
    flask_app: Flask,
    session: Session,
    firm: Firm,
    sent: Invoice,
    midtrans: MidtransStandIn,
    order: str,
    closes_by: str,
    status: str,
    told: list[str],
) -> None:
    midtrans.closes_by = closes_by
    midtrans.pay(order, "pending", status_code="201")
    record_payment(session, invoice_id=sent.id, actor=firm.dewi, amount_idr=TOTAL, paid_on=NOW.date(), now=NOW)
    work(flask_app, session)
    attempt = session.scalars(select(Payment).where(Payment.order_id == order)).one()
    assert (attempt.status, reasons(session)) == (status, told)
    check_now(flask_app, session)
    assert reasons(session) == told, "once"


def test_a_page_without_a_way_to_pay_is_closed_as_soon_as_one_is_picked(
    flask_app: Flask, session: Session, firm: Firm, sent: Invoice, midtrans: MidtransStandIn, order: str
) -> None:
    record_payment(session, invoice_id=sent.id, actor=firm.dewi, amount_idr=TOTAL, paid_on=NOW.date(), now=NOW)
    work(flask_app, session)
    attempt = session.scalars(select(Payment).where(Payment.order_id == order)).one()
    assert (attempt.status, attempt.check_due_at is not None) == ("PENDING", True)
    midtrans.pay(order, "pending", status_code="201")
    check_now(flask_app, session)
    session.refresh(attempt)
    assert (attempt.status, midtrans.states[order]["transaction_status"]) == ("FAILED", "expire")
