"""What CS sees of money that does not match: the queue at home, the record, the warning before a hand entry."""

from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from app.models.finance.payment_review import PaymentReview
from tests.factories import NOW
from tests.invoices.conftest import Firm
from tests.invoices.payments.contradictions import OTHER_SUM
from tests.invoices.payments.test_payments import tell, upload
from tests.support.people import as_drawn, sign_in, submit
from tests.support.walking.html import parse
from workflows.payments import start_attempt, store_payment_page


@pytest.fixture
def attempt(session: Session, sent: Invoice) -> Payment:
    """Pak Agus has a page at the gateway open."""
    payment = start_attempt(session, invoice_id=sent.id, now=NOW)
    store_payment_page(session, payment_id=payment.id, redirect_url="https://app.midtrans.com/snap/v3/x")
    session.commit()
    return payment


def test_a_hand_entry_is_warned_of_the_open_page(
    client: FlaskClient, session: Session, firm: Firm, sent: Invoice, attempt: Payment
) -> None:
    proof = upload(session, sent)
    session.commit()
    sign_in(client, firm.dewi)
    for page in (f"/admin/payments/{proof.id}/verify", f"/admin/invoices/{sent.id}/record_payment"):
        text = client.get(page).text
        assert "Halaman bayar Midtrans masih terbuka (Rp1.165.500" in text
    answer = submit(client, f"/admin/payments/{proof.id}/verify", to="/verify", amount_idr="1165500.00")
    assert answer.status_code == 302, answer.text
    session.refresh(attempt)
    assert attempt.close_requested_at is not None


def test_without_an_open_page_nothing_is_said(client: FlaskClient, session: Session, firm: Firm, sent: Invoice) -> None:
    proof = upload(session, sent)
    session.commit()
    sign_in(client, firm.dewi)
    assert "masih terbuka" not in client.get(f"/admin/payments/{proof.id}/verify").text


def test_an_attempt_at_the_gateway_has_no_buttons(client: FlaskClient, firm: Firm, attempt: Payment) -> None:
    sign_in(client, firm.dewi)
    page = client.get(f"/admin/payments/details/?id={attempt.id}").text
    assert f"/admin/payments/{attempt.id}/reject" not in page
    assert f"/admin/payments/{attempt.id}/verify" not in page


def test_a_confirmation_far_over_is_asked_again_in_the_form(
    client: FlaskClient, session: Session, firm: Firm, sent: Invoice
) -> None:
    proof = upload(session, sent)
    session.commit()
    sign_in(client, firm.dewi)
    page = f"/admin/payments/{proof.id}/verify"
    asked = submit(client, page, to="/verify", amount_idr="38.850.000")
    assert asked.status_code == 422
    assert "tulis jumlah yang sama sekali lagi" in asked.text
    assert submit(client, page, to="/verify", amount_idr="38.850.000", again_idr="38,85 juta").status_code == 302


def test_what_does_not_match_waits_at_home_until_cs_has_looked(
    client: FlaskClient, session: Session, firm: Firm, sent: Invoice, attempt: Payment
) -> None:
    tell(session, attempt, OTHER_SUM)
    session.commit()
    sign_in(client, firm.dewi)
    home = client.get("/admin/").text
    assert "Pembayaran tidak cocok" in home
    assert "Jumlah menurut Midtrans (Rp1.165.499) tidak sama dengan tagihan." in home
    review = session.scalars(select(PaymentReview)).one()
    record = f"/admin/payment-reviews/details/?id={review.id}"
    assert "Buka pembayaran" in client.get(record).text
    answer = submit(client, f"/admin/payment-reviews/{review.id}/resolve", to="/resolve", note="Dicek di dasbor")
    assert answer.status_code == 302, answer.text
    assert "Pembayaran tidak cocok" not in client.get("/admin/").text
    assert "Dicek di dasbor" in client.get(record).text


def test_sales_do_not_enter_these_screens(client: FlaskClient, firm: Firm) -> None:
    sign_in(client, firm.rina)
    for page in ("/admin/payment-reviews/", "/admin/counter-entries/"):
        assert client.get(page).status_code == 403


def test_a_proof_is_seen_and_taken_from_its_row_of_the_list(
    client: FlaskClient, session: Session, firm: Firm, sent: Invoice, attempt: Payment
) -> None:
    proof = upload(session, sent)
    session.commit()
    sign_in(client, firm.dewi)
    path = f"/admin/payments/{proof.id}/verify?url=/admin/payments/?flt_status%3DPENDING"
    rows = client.get("/admin/payments/?flt_status=PENDING").text
    assert path in rows
    assert f"/admin/payments/{attempt.id}/verify" not in rows  # the gateway's own are confirmed by it
    form = client.get(path).text
    assert f"/admin/payments/{proof.id}/proof" in form
    assert "sisa Rp1.165.500" in form
    answer = submit(client, path, to="/verify", amount_idr="1165500.00")
    assert answer.location == "/admin/payments/?flt_status=PENDING"


def test_a_step_leads_back_to_our_own_pages_only(
    client: FlaskClient, session: Session, firm: Firm, sent: Invoice
) -> None:
    proof = upload(session, sent)
    session.commit()
    sign_in(client, firm.dewi)
    answer = submit(client, f"/admin/payments/{proof.id}/verify?url=//jahat.id/", to="/verify", amount_idr="1165500.00")
    assert answer.location == f"/admin/payments/details/?id={proof.id}"


def test_midnight_is_nobodys_change_of_the_day_a_payment_was_made(
    client: FlaskClient, session: Session, firm: Firm, sent: Invoice
) -> None:
    page, midnight = f"/admin/invoices/{sent.id}/record_payment", NOW.replace(hour=17)  # 0.00 WIB
    with time_machine.travel(midnight - timedelta(seconds=9), tick=False):
        sign_in(client, firm.dewi)
        forms = parse(client.get(page).text).iter("form")
        form = next(one for one in forms if "record_payment" in (one.get("action") or ""))
    with time_machine.travel(midnight + timedelta(seconds=9), tick=False):
        answer = client.post(form.get("action"), data=as_drawn(form))
    assert answer.status_code == 302, answer.text
    (paid_at,) = session.scalars(select(Payment.paid_at)).all()
    assert paid_at is not None
    assert paid_at < midnight
