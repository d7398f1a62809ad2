"""Money moves ask for the password again, and nothing that was typed is lost."""

from datetime import timedelta
from urllib.parse import urljoin

import pytest

from app.models.accounts.sessions import UserSession
from app.models.finance.invoice import InvoiceStatus
from tests.factories import NOW, PASSWORD
from tests.invoices.conftest import make_firm, send
from tests.support.logins import COOKIE, log_in
from tests.support.people import as_drawn, submit
from tests.support.walking.html import parse
from workflows.invoices import draft_invoice, submit_invoice


@pytest.fixture
def firm(session):
    return make_firm(session)


def an_hour_later(session, user):
    session.expire_all()
    for login in session.query(UserSession).where(UserSession.user_id == user.id):
        login.fresh_at -= timedelta(hours=1)


def asked_form(page):
    forms = parse(page.text).iter("form")
    return next(form for form in forms if form.get("data-fresh-login") is not None)


def answer(client, page, password):
    form = asked_form(page)
    told = {**as_drawn(form), "proof_of_person": password}
    return client.post(urljoin("/", form.get("action")), data=told)


def test_a_void_goes_on_where_it_was_with_its_reason(client, session, firm):
    invoice = send(session, firm)
    token = log_in(client, firm.dewi)
    an_hour_later(session, firm.dewi)
    asked = submit(client, f"/admin/invoices/{invoice.id}/void", reason="Salah pelanggan")
    session.refresh(invoice)
    assert invoice.status == InvoiceStatus.SENT
    assert 'value="Salah pelanggan"' in asked.text
    wrong = answer(client, asked, "bukan ini")
    assert wrong.status_code == 422
    assert 'value="Salah pelanggan"' in wrong.text
    assert "bukan ini" not in wrong.text
    done = answer(client, wrong, PASSWORD)
    assert done.status_code == 302
    session.refresh(invoice)
    assert (invoice.status, invoice.reason) == (InvoiceStatus.VOID, "Salah pelanggan")
    assert client.get_cookie(COOKIE).value != token, "who proves it again gets a new id"


def test_an_approval_asks_and_a_fresh_login_is_not_asked(client, session, firm):
    invoice = draft_invoice(session, visit_id=firm.visit.id, actor=firm.dewi, now=NOW)
    submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)
    log_in(client, firm.rina)
    an_hour_later(session, firm.rina)
    asked = submit(client, f"/admin/invoices/details/?id={invoice.id}", to="/approve")
    session.refresh(invoice)
    assert invoice.status == InvoiceStatus.PENDING
    assert answer(client, asked, PASSWORD).status_code == 302
    session.refresh(invoice)
    assert invoice.status == InvoiceStatus.APPROVED


def test_guessing_there_counts_like_guessing_at_login(client, session, firm):
    invoice = send(session, firm)
    log_in(client, firm.dewi)
    an_hour_later(session, firm.dewi)
    page = submit(client, f"/admin/invoices/{invoice.id}/void", reason="Coba")
    for _ in range(10):
        page = answer(client, page, "salah terus saja")
    assert answer(client, page, PASSWORD).status_code == 422
    session.refresh(firm.dewi)
    assert firm.dewi.locked_until is not None
