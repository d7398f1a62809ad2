"""Search: a number, a phone in any writing, a name, a word of the problem; bounded, and never an error."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from admin_views.framework.lists import search
from admin_views.framework.lists.search_config import INVOICES, PAYMENTS, VISITS
from app.models.customers.customer import Customer
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment, PaymentMethod
from app.models.visits.fieldwork import EmergencyAlert, ExtensionRequest
from app.models.visits.rating import VisitRating
from app.models.visits.visit import VisitTicket
from tests.factories import make_assignment, make_cs, make_customer, make_site, make_technician, make_visit
from tests.panel.conftest import Desk
from tests.support_desk.desk import make_ticket

LIST = "/admin/visits/"


@pytest.fixture
def agus(session: Session) -> VisitTicket:
    """A visit of Pak Agus, who is reached at 0812-3456-7890, among others."""
    for number, name in enumerate(("Ibu Wati", "Toko Maju Jaya"), start=31):
        customer = make_customer(session, name, phone_e164=f"+62813000000{number}", code=f"PLG-0000{number}")
        make_visit(session, customer=customer, number=f"TKT-2026-0000{number}", problem="Mesin cuci berisik")
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
        "081234567890.0",
        "…7890",
        "https://wa.me/6281234567890",
        "tel:+6281234567890",
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
    for typed in ("INV/2026/XI/0042", "inv/2026", "0812 3456 7890", "agus", "TKT-2026-000815"):
        query = search.search(session, INVOICES.model.__table__.select(), INVOICES, typed)
        assert [row.id for row in session.execute(query)] == [invoice.id], typed
        query = search.search(session, PAYMENTS.model.__table__.select(), PAYMENTS, typed)
        assert [row.id for row in session.execute(query)] == [payment.id], typed
    assert session.execute(search.search(session, VISITS.model.__table__.select(), VISITS, "wati agus")).all() == []


@pytest.fixture
def ratna(session: Session) -> VisitTicket:
    """A visit at a site of dr. Ratna, whose own address is another street."""
    customer = make_customer(
        session,
        "dr. Ratna Dewi,S.Ked.,Sp.A",
        phone_e164="+628119876543",
        code="PLG-000815",
        street="Jl. Kenanga Raya No.5",
        district="Coblong",
    )
    site = make_site(session, customer, name="Klinik", street="Jalan Cempaka 12", landmark="dekat masjid Al-Huda")
    make_visit(session, problem="Kulkas mati")
    return make_visit(session, customer=customer, site=site, problem="Pompa air tidak menyala")


@pytest.mark.parametrize(
    "text",
    [
        "6543",
        "876-543",
        "9876 543",
        "628119876543",
        "62 811 9876",
        "0811-9876-543",
        "8119876543",
        "PLG-000815",
        "PLG 815",
        "plg815",
        "000815",
        "Ratna",
        "dr. Ratna",
        "Bu Ratna Dewi",
        "dr Ratna Dewi, S.Ked, Sp.A",
        "Ratna Dewi, S.Ked., M.T.",
        "kenanga",
        "Jl Kenanga Raya 5",
        "jalan kenanga",
        "Kenanga Coblong",
        "cempaka",
        "masjid al-huda",
        "klinik cempaka",
    ],
)
@pytest.mark.parametrize("listed", ["/admin/visits/", "/admin/customers/", "/admin/sites/"])
def test_what_people_remember_of_a_customer_finds_visit_customer_and_site(
    text: str, listed: str, ratna: VisitTicket, at_desk: Callable[..., Desk]
) -> None:
    page = at_desk().get(listed, search=text).get_data(as_text=True)
    assert (ratna.number if "visits" in listed else "Ratna") in page
    assert "Kulkas" not in page


@pytest.mark.parametrize("text", ["6543", "62 811 9876 543", "Kenanga Raya", "PLG 815", "Ratna Dewi, S.Ked., M.T."])
def test_the_ticket_form_finds_the_customer_by_the_same(
    text: str, ratna: VisitTicket, at_desk: Callable[..., Desk]
) -> None:
    found = at_desk().get("/admin/visits/customers", query=text).get_json()
    assert [customer_id for customer_id, _name in found] == [ratna.customer_id]


@pytest.mark.parametrize("text", ["7788", "0812 3344 7788", "62812334", "Slamet", "Ir. Slamet Riyadi, M.T."])
def test_a_technician_is_found_by_last_digits_and_by_the_name_with_degrees(
    text: str, session: Session, at_desk: Callable[..., Desk]
) -> None:
    make_technician(session, "Slamet Riyadi", phone_e164="+6281233447788")
    make_technician(session, "Joko")
    page = at_desk().get("/admin/users/", search=text).get_data(as_text=True)
    assert "Slamet Riyadi" in page
    assert "Joko" not in page


def test_the_end_of_a_number_is_found_by_its_own_index(session: Session) -> None:
    condition = search.phone_conditions(Customer.phone_e164, "6543")[-1]
    session.execute(text("SET LOCAL enable_seqscan = off"))
    asked = select(Customer.id).where(condition).compile(session.connection(), compile_kwargs={"literal_binds": True})
    plan = session.execute(text(f"EXPLAIN {str(asked).replace('%%', '%')}")).scalars().all()
    assert any("ix_customers_phone_reversed" in line for line in plan), plan


@pytest.mark.parametrize("text", ["6543", "62 811 9876 543", "Kenanga Raya", "PLG 815", "dr Ratna Dewi, S.Ked"])
def test_whatever_hangs_on_a_customer_is_found_by_what_people_remember_of_them(
    text: str, session: Session, ratna: VisitTicket, at_desk: Callable[..., Desk]
) -> None:
    other = session.scalars(select(VisitTicket).where(VisitTicket.id != ratna.id)).one()
    for visit in (ratna, other):
        budi = make_technician(session)
        place = make_assignment(session, visit, budi)
        session.add(ExtensionRequest(visit_id=visit.id, requested_by_id=budi.id, days=1, reason="x"))
        session.add(EmergencyAlert(visit_id=visit.id, assignment_id=place.id, raised_at=visit.planned_start))
        session.add(VisitRating(visit_id=visit.id, customer_id=visit.customer_id, submitted_at=visit.planned_start))
        make_ticket(session, at=visit.planned_start, customer=visit.customer, subject="AC")
    session.commit()
    for listed in ("extensions", "alerts", "ratings", "support"):
        found = at_desk().rows(f"/admin/{listed}/", search=text)
        assert len(found) == 1, listed


@pytest.mark.parametrize("text", ["Duc", "Lukasz", "Rene", "Renè", "cafe", "rene\u0301", "Đức", "ŁUKASZ", "resid"])
@pytest.mark.parametrize("listed", ["/admin/visits/", "/admin/customers/", "/admin/sites/"])
def test_names_are_found_with_and_without_accents(
    text: str, listed: str, session: Session, ratna: VisitTicket, at_desk: Callable[..., Desk]
) -> None:
    customer = make_customer(session, "René Łukasz Đức", street="Jl. Kafé Résidence 3")
    site = make_site(session, customer, name="Café René Łukasz Đức", street="Jl. Résidence 3")
    visit = make_visit(session, customer=customer, site=site, problem="Kulkas mati")
    page = at_desk().get(listed, search=text).get_data(as_text=True)
    assert (visit.number if "visits" in listed else "René") in page
    assert "Ratna" not in page


@pytest.mark.parametrize("text", ["Rene", "rené"])
def test_a_colleague_is_found_without_the_marks_of_the_name(
    text: str, session: Session, at_desk: Callable[..., Desk]
) -> None:
    make_technician(session, "René Łukasz")
    assert "René Łukasz" in at_desk().get("/admin/users/", search=text).get_data(as_text=True)


@pytest.mark.parametrize("text", ["PLG 7", "plg-7", "plg7", "(PLG 000007)"])
def test_a_code_of_one_digit_is_one_customers(text: str, agus: VisitTicket, at_desk: Callable[..., Desk]) -> None:
    assert agus.customer.code != "PLG-000007"
    assert at_desk().rows(LIST, search=text) == []
