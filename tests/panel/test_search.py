"""Search: a number, a phone in any writing, a name, a word of the problem; bounded, and never an error."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from admin_views.framework import search
from admin_views.framework.search_config import INVOICES, PAYMENTS, VISITS
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment, PaymentMethod
from app.models.visits.visit import VisitTicket
from tests.factories import make_cs, make_customer, make_visit
from tests.panel.conftest import Desk

LIST = "/admin/visits/"


@pytest.fixture
def agus(session: Session) -> VisitTicket:
    """A visit of Pak Agus, who is reached at 0812-3456-7890, among others."""
    for name in ("Ibu Wati", "Toko Maju Jaya"):
        make_visit(session, customer=make_customer(session, name), problem="Mesin cuci berisik")
    customer = make_customer(session, "Pak Agus Salim", phone_e164="+6281234567890", code="PLG-004711")
    return make_visit(session, customer=customer, number="TKT-2026-000815", problem="Pipa kamar mandi bocor")


@pytest.mark.parametrize(
    "text",
    [
        "TKT-2026-000815",
        "tkt-2026-0008",
        "815",
        "000815",
        "081234567890",
        "0812-3456-7890",
        "+62 812 3456 7890",
        "6281234567890",
        "0812345",
        "PLG-004711",
        "Agus Salim",
        "salim agu",
        "bocor",
        "kebocoran",
        "pipa mandi",
    ],
)
def test_a_visit_is_found_by_what_people_type(text: str, agus: VisitTicket, at_desk: Callable[..., Desk]) -> None:
    assert at_desk().rows(LIST, search=text) == [agus.number]


@pytest.mark.parametrize("text", ["zebra", "0899999999", "TKT-1999-1", "777777", "%", "_", "'", "🙂"])
def test_nothing_is_found_by_what_is_not_there(text: str, agus: VisitTicket, at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    assert desk.rows(LIST, search=text) == []
    assert "Tidak ada yang cocok" in desk.get(LIST, search=text).get_data(as_text=True)


def test_a_common_word_still_finds_the_newest_first(
    session: Session, at_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "COMMON", 5)
    monkeypatch.setattr(search, "NAMESAKES", 2)
    numbers = [make_visit(session, problem="AC bocor").number for _ in range(8)]
    desk = at_desk()
    assert desk.rows(LIST, search="bocor") == numbers[::-1]
    assert desk.rows(LIST, search="agus") == numbers[::-1]


def test_invoices_and_payments_are_found_by_customer_visit_and_number(session: Session, agus: VisitTicket) -> None:
    invoice = Invoice(
        number="INV/2026/XI/0042",
        visit_id=agus.id,
        customer_id=agus.customer_id,
        issue_date=date(2026, 11, 21),
        due_date=date(2026, 12, 5),
        drafted_by_id=make_cs(session).id,
    )
    session.add(invoice)
    session.flush()
    payment = Payment(invoice_id=invoice.id, method=PaymentMethod.TRANSFER, amount_idr=1)
    session.add(payment)
    session.flush()
    for text in ("INV/2026/XI/0042", "inv/2026", "0812 3456 7890", "agus", "TKT-2026-000815"):
        query = search.search(session, INVOICES.model.__table__.select(), INVOICES, text)
        assert [row.id for row in session.execute(query)] == [invoice.id], text
        query = search.search(session, PAYMENTS.model.__table__.select(), PAYMENTS, text)
        assert [row.id for row in session.execute(query)] == [payment.id], text
    assert session.execute(search.search(session, VISITS.model.__table__.select(), VISITS, "wati agus")).all() == []
