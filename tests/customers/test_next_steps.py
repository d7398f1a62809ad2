"""What follows from a customer: a visit in one press, a complaint that waits for one, a deletion that asks first."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.errors import NotAvailable
from app.models.accounts.user import User
from app.models.customers.customer import Customer, CustomerSource, CustomerStatus, Site
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.messaging.contact import WhatsAppContact
from app.models.visits.visit import VisitTicket
from tests.factories import (
    NOW,
    make_company,
    make_cs,
    make_customer,
    make_technician,
    make_visit,
)
from tests.support.logins import log_in
from tests.support.waiting import wait_until_blocked
from tests.support.walking.posting import post
from tests.support_desk.desk import make_ticket
from workflows.customers import OpenWork, delete_customer, register_customer, settle_complaint
from workflows.visits import CustomerNotActive, VisitPlan, create_visit, publish_visit


@pytest.fixture
def dewi(session: Session, client: FlaskClient) -> User:
    make_company(session)
    person: User = make_cs(session)
    log_in(client, person)
    return person


def plan_for(customer: Customer, site: Site, **given: Any) -> VisitPlan:
    facts = {
        "problem": "AC bocor",
        "planned_start": NOW + timedelta(days=1),
        "planned_end": NOW + timedelta(days=1, hours=2),
    }
    return VisitPlan(customer_id=customer.id, site_id=site.id, **facts | given)


@pytest.mark.parametrize("status", ["DRAFT", "OPEN", "ASSIGNED", "IN_PROGRESS"])
def test_a_customer_with_an_open_visit_is_not_deleted_without_being_asked(session: Session, status: str) -> None:
    dewi, visit = make_cs(session), make_visit(session, status=status)
    with pytest.raises(OpenWork, match=visit.number):
        delete_customer(session, customer_id=visit.customer_id, actor=dewi, now=NOW)
    gone = delete_customer(session, customer_id=visit.customer_id, actor=dewi, now=NOW, open_work="DELETE")
    assert gone.status == CustomerStatus.DELETED


@pytest.mark.parametrize(("status", "may_go"), [(status, status in {"PAID", "VOID"}) for status in InvoiceStatus])
def test_a_customer_with_an_unpaid_invoice_is_not_deleted_without_being_asked(
    session: Session, status: str, may_go: bool
) -> None:
    dewi, visit = make_cs(session), make_visit(session, status="CLOSED")
    invoice = Invoice(
        number="INV/2026/XI/0042",
        visit_id=visit.id,
        customer_id=visit.customer_id,
        status=status,
        issue_date=NOW.date(),
        due_date=NOW.date(),
        drafted_by_id=dewi.id,
    )
    session.add(invoice)
    session.flush()
    if may_go:
        assert delete_customer(session, customer_id=visit.customer_id, actor=dewi, now=NOW).deleted_at == NOW
    else:
        with pytest.raises(OpenWork, match="INV/2026/XI/0042"):
            delete_customer(session, customer_id=visit.customer_id, actor=dewi, now=NOW)


def test_a_customer_with_an_open_support_ticket_is_not_deleted_without_being_asked(session: Session) -> None:
    dewi, customer = make_cs(session), make_customer(session)
    ticket = make_ticket(session, at=NOW, customer=customer)
    with pytest.raises(OpenWork, match=ticket.number):
        delete_customer(session, customer_id=customer.id, actor=dewi, now=NOW)
    gone = delete_customer(session, customer_id=customer.id, actor=dewi, now=NOW, open_work="DELETE")
    assert gone.status == CustomerStatus.DELETED


@pytest.mark.parametrize("state", [{"status": "DELETED", "deleted_at": NOW}, {"status": "INACTIVE"}])
def test_drafts_of_a_customer_who_is_gone_are_not_published(session: Session, state: dict[str, Any]) -> None:
    visit = make_visit(session, customer=make_customer(session, **state), status="DRAFT")
    with pytest.raises(CustomerNotActive):
        publish_visit(session, visit_id=visit.id, actor=make_cs(session), now=NOW)


@pytest.mark.concurrency
def test_a_visit_published_while_its_customer_is_deleted_is_refused(open_session: Any) -> None:
    setup = open_session()
    visit, dewi = make_visit(setup, status="DRAFT"), make_cs(setup)
    setup.commit()
    deleting, publishing = open_session(), open_session()
    delete_customer(deleting, customer_id=visit.customer_id, actor=dewi, now=NOW, open_work="DELETE")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(publish_visit, publishing, visit_id=visit.id, actor=dewi, now=NOW)
        wait_until_blocked(setup)
        deleting.commit()
        with pytest.raises(CustomerNotActive):
            waiting.result(timeout=60)


def test_a_registration_with_a_complaint_waits_at_home_until_it_has_a_visit(
    session: Session, client: FlaskClient, dewi: User
) -> None:
    customer = register_customer(
        session,
        name="Pak Agus",
        phone_e164="0812-9999-1111",
        address="Jl. Kenanga 5",
        source=CustomerSource.WHATSAPP,
        complaint="AC menetes sejak semalam",
        now=NOW,
    )
    session.commit()
    assert "AC menetes sejak semalam" in client.get("/admin/").get_data(as_text=True)
    page = client.get(f"/admin/customers/details/?id={customer.id}").get_data(as_text=True)
    form = re.search(r'href="(/admin/visits/new/\?[^"]*)"', page)[1].replace("&amp;", "&")  # type: ignore[index]
    assert "AC menetes sejak semalam" in client.get(form).get_data(as_text=True)
    make_technician(session)
    create_visit(session, plan=plan_for(customer, customer.sites[0]), actor=dewi, now=NOW)
    session.commit()
    assert "AC menetes sejak semalam" not in client.get("/admin/").get_data(as_text=True)


def test_a_complaint_is_settled_without_a_visit_once(session: Session) -> None:
    dewi, customer = make_cs(session), make_customer(session, complaint="AC bocor", complaint_at=NOW)
    assert settle_complaint(session, customer_id=customer.id, actor=dewi, now=NOW).complaint_at is None
    with pytest.raises(NotAvailable):
        settle_complaint(session, customer_id=customer.id, actor=dewi, now=NOW)


def test_from_a_customer_one_tap_leads_to_visit_conversation_and_call(
    session: Session, client: FlaskClient, dewi: User
) -> None:
    customer = make_customer(session, phone_e164="+6281299991111")
    address = f"/admin/customers/details/?id={customer.id}"
    page = client.get(address).get_data(as_text=True)
    assert f"/admin/visits/new/?customer={customer.id}" in page
    assert 'href="tel:+6281299991111"' in page
    assert "https://wa.me/6281299991111" in page
    contact = WhatsAppContact(wa_id="6281299991111", phone_e164="+6281299991111", customer_id=customer.id)
    session.add(contact)
    session.commit()
    page = client.get(address).get_data(as_text=True)
    assert f"/admin/contacts/details/?id={contact.id}" in page
    assert "https://wa.me/" not in page


def ticket(**given: Any) -> dict[str, Any]:
    day = (utc_now() + timedelta(days=3)).date()
    facts = {
        "customer_id": "",
        "site_id": "",
        "problem": "AC bocor",
        "priority": "HIGH",
        "planned_start": f"{day}T09:00",
        "planned_end": f"{day}T12:00",
        "quota": "1",
    }
    return facts | given


NEW = {"new_name": "Bu Ratna", "new_phone": "0811-9876-543", "new_street": "Jl. Kenanga 5", "new_city": "Denpasar"}


def test_the_ticket_form_makes_the_customer_in_place(session: Session, client: FlaskClient, dewi: User) -> None:
    make_technician(session)
    answer = post(client, "/admin/visits/new/", ticket(**NEW))
    assert answer.status_code == 302, answer.get_data(as_text=True)[-2000:]
    visit = session.scalars(select(VisitTicket)).one()
    assert (visit.customer.name, visit.customer.phone_e164, visit.customer.created_by_id) == (
        "Bu Ratna",
        "+628119876543",
        dewi.id,
    )
    assert (visit.site.street, visit.site.time_zone) == ("Jl. Kenanga 5", "Asia/Makassar")
    assert visit.planned_start.hour == 1, "nine o'clock as people at the site write it"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"new_phone": "12"}, "Nomor telepon"),
        ({"new_street": ""}, "Isi alamat pelanggan baru"),
        ({"problem": ""}, ""),
    ],
)
def test_a_ticket_that_is_refused_makes_no_customer(
    session: Session, client: FlaskClient, dewi: User, wrong: dict[str, str], sentence: str
) -> None:
    make_technician(session)
    answer = post(client, "/admin/visits/new/", ticket(**NEW | wrong))
    assert answer.status_code != 302
    assert sentence in answer.get_data(as_text=True)
    assert session.scalars(select(Customer)).all() == []


def test_a_number_that_is_known_names_its_owner(session: Session, client: FlaskClient, dewi: User) -> None:
    make_technician(session)
    make_customer(session, "Pak Agus", phone_e164="+628119876543")
    page = post(client, "/admin/visits/new/", ticket(**NEW)).get_data(as_text=True)
    assert "Pak Agus" in page
    assert session.scalars(select(Customer.name)).all() == ["Pak Agus"]
