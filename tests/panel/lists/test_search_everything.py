"""One search over everything: parts of numbers, last digits, addresses; only what the reader may see."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.models.accounts.user import Role
from app.models.finance.invoice import Invoice
from tests.factories import NOW, make_company, make_cs, make_customer, make_sales, make_site, make_user, make_visit
from tests.panel.conftest import Desk
from tests.support.walking.html import parse

RESULTS = "/admin/find/results"


def found(desk: Desk, words: str) -> list[str]:
    """The titles that the window shows, in order."""
    page = desk.get(RESULTS, q=words)
    assert page.status_code == 200
    text = page.get_data(as_text=True)
    return ["".join(bold.itertext()) for bold in parse(f"<div>{text}</div>").iter("b")]


@pytest.fixture
def wati(session: Session) -> Invoice:
    """Ibu Wati of Jalan Melati with a visit and an invoice, beside other people's."""
    make_company(session)
    make_visit(session, customer=make_customer(session, "Toko Maju"))
    customer = make_customer(session, "Ibu Wati", phone_e164="+6281398765432", code="PLG-000412")
    site = make_site(session, customer, street="Jl. Melati 5")
    visit = make_visit(session, customer=customer, site=site, number="TKT-2026-000412", problem="Bocor")
    day = NOW.date()
    given = {"visit_id": visit.id, "customer_id": customer.id, "drafted_by_id": make_cs(session, "Putri").id}
    invoice = Invoice(
        **given, number="INV/2026/XI/0412", issue_date=day, due_date=day, subtotal_idr=1_500_000, total_idr=1_500_000
    )
    session.add(invoice)
    session.flush()
    return invoice


@pytest.mark.parametrize("words", ["412", "765432", "98765432", "melati", "wati", "0813-9876"])
def test_a_customer_is_found_by_number_last_digits_address_and_name(
    wati: Invoice, at_desk: Callable[..., Desk], words: str
) -> None:
    assert "Ibu Wati" in found(at_desk(), words)
    assert "Toko Maju" not in found(at_desk(), words)


def test_a_part_of_a_number_finds_every_kind_of_record(wati: Invoice, at_desk: Callable[..., Desk]) -> None:
    titles = found(at_desk(), "412")
    assert titles[:3] == ["Ibu Wati", "TKT-2026-000412 · Ibu Wati", "INV/2026/XI/0412 · Ibu Wati"]


def test_a_number_typed_in_full_opens_its_record(wati: Invoice, at_desk: Callable[..., Desk]) -> None:
    answer = at_desk().get("/admin/find/", q="inv/2026/xi/0412")
    assert answer.status_code == 302
    assert answer.location.endswith(f"/admin/invoices/details/?id={wati.id}")


def test_pages_and_the_next_step_are_found_too(wati: Invoice, at_desk: Callable[..., Desk]) -> None:
    assert "Absensi" in found(at_desk(), "absen")
    assert "Buat kunjungan untuk Ibu Wati" in found(at_desk(), "wati")
    assert found(at_desk(), "Mira") == ["Buat pelanggan “Mira”"]


def test_everybody_finds_only_what_they_may_see(wati: Invoice, at_desk: Callable[..., Desk], session: Session) -> None:
    sales = found(at_desk(make_sales(session)), "wati")
    assert not any(title.startswith("Buat") for title in sales)
    developer = at_desk(make_user(session, "Fajar", Role.DEVELOPER))
    assert found(developer, "wati") == []
    assert developer.client.application.test_client().get(RESULTS).status_code == 302


@pytest.mark.parametrize("words", ["", " ", "x", "%", "\x00", "'", "🙂" * 300])
def test_no_text_breaks_the_search(wati: Invoice, at_desk: Callable[..., Desk], words: str) -> None:
    assert at_desk().get(RESULTS, q=words).status_code == 200
    assert at_desk().get("/admin/find/", q=words).status_code == 200


def test_a_search_asks_a_bounded_number_of_statements(
    wati: Invoice, at_desk: Callable[..., Desk], statements: list[str]
) -> None:
    desk = at_desk()
    desk.get(RESULTS, q="wati")
    statements.clear()
    desk.get(RESULTS, q="wati")
    assert len(statements) <= 25
