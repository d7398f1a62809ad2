"""Two people press Save on one record's form at the same moment: neither undoes the other's change."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.models.customers.customer import Customer
from app.models.finance.invoice import PriceItem
from tests.factories import make_admin, make_company, make_customer, make_site, make_technician, make_visit
from tests.support.people import as_drawn, sign_in
from tests.support.waiting import wait_until_blocked
from tests.support.walking.html import parse
from workflows.customers.rules import get_customer

pytestmark = pytest.mark.concurrency

OpenSession = Callable[[], Session]
EDITS = {  # screen → what each of two people writes where
    "company": (("city", "Medan"), ("payment_days", "21")),
    "customers": (("name", "PT Baru"), ("notes", "Pelanggan lama")),
    "prices": (("price_idr", "Rp175.000"), ("unit", "kg")),
    "sites": (("name", "Gudang"), ("landmark", "Seberang masjid")),
    "users": (("home_area", "Cimahi"), ("name", "Budi Santoso")),
    "visits": (("problem", "Pipa bocor"), ("notes", "Bawa tangga")),
}


def make_records(session: Session) -> dict[str, Any]:
    tomorrow = utc_now().replace(microsecond=0, second=0) + timedelta(days=1)
    visit = make_visit(session, planned_start=tomorrow, quota=1)
    make_technician(session, "Joko")
    price = PriceItem(code="F-32", name="Freon R32", price_idr=150_000)
    session.add(price)
    records = {
        "company": make_company(session),
        "customers": make_customer(session),
        "prices": price,
        "sites": make_site(session, visit.customer),
        "users": make_technician(session),
        "visits": visit,
    }
    session.commit()
    return records


def form_of(client: Any, address: str) -> dict[str, Any]:
    page = parse(client.get(address).text)
    return as_drawn(next(form for form in page.iter("form") if "admin-form" in (form.get("class") or "").split()))


def save_at_once(
    setup: Session, watcher: Session, record: Any, saves: list[tuple[Any, str, dict[str, Any]]]
) -> list[Any]:
    """The answers to two requests that both wait for the record's row until it is let go."""
    setup.execute(select(type(record)).where(type(record).id == record.id).with_for_update(of=type(record)))
    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(client.post, address, data=form) for client, address, form in saves]
        wait_until_blocked(watcher, at_least=2)
        setup.rollback()
        return [answer.result(timeout=60) for answer in answers]


def test_changes_of_two_in_different_fields_both_stand(committed_app: Flask, open_session: OpenSession) -> None:
    setup, watcher = open_session(), open_session()
    ani, rudi, records = make_admin(setup), make_admin(setup, "Rudi"), make_records(setup)
    of_ani, of_rudi = sign_in(committed_app.test_client(), ani), sign_in(committed_app.test_client(), rudi)
    for screen, ((one, first), (other, second)) in EDITS.items():
        address = f"/admin/{screen}/edit/?id={records[screen].id}"
        saves = [
            (of_ani, address, form_of(of_ani, address) | {one: first}),
            (of_rudi, address, form_of(of_rudi, address) | {other: second}),
        ]
        answers = save_at_once(setup, watcher, records[screen], saves)
        assert [answer.status_code for answer in answers] == [302, 302], screen
        kept = form_of(of_ani, address)
        assert (kept[one], kept[other]) == (first, second), screen


def test_of_two_in_one_field_one_is_kept_and_the_other_sees_both(
    committed_app: Flask, open_session: OpenSession
) -> None:
    setup, watcher = open_session(), open_session()
    ani, rudi, records = make_admin(setup), make_admin(setup, "Rudi"), make_records(setup)
    of_ani, of_rudi = sign_in(committed_app.test_client(), ani), sign_in(committed_app.test_client(), rudi)
    for screen in ("customers", "visits"):
        address = f"/admin/{screen}/edit/?id={records[screen].id}"
        saves = [
            (who, address, form_of(who, address) | {"notes": says})
            for who, says in ((of_ani, "Dia"), (of_rudi, "Saya"))
        ]
        answers = save_at_once(setup, watcher, records[screen], saves)
        assert sorted(answer.status_code for answer in answers) == [200, 302], screen
        shown = next(answer.text for answer in answers if answer.status_code == 200)
        kept = form_of(of_ani, address)["notes"]
        lost = {"Dia": "Saya", "Saya": "Dia"}[kept]
        assert f"Tersimpan sekarang: “{kept}”. Isian Anda: “{lost}”." in shown, screen


def lock_by_key(session: Session, record: Customer) -> Customer:
    return session.get_one(Customer, record.id, with_for_update=True)


def lock_by_query(session: Session, record: Customer) -> Customer:
    return session.scalars(select(Customer).where(Customer.id == record.id).with_for_update()).one()


def lock_by_workflow(session: Session, record: Customer) -> Customer:
    return get_customer(session, record.id)


@pytest.mark.parametrize("lock", [lock_by_key, lock_by_query, lock_by_workflow])
def test_a_record_that_was_read_before_is_read_again_under_its_lock(
    open_session: OpenSession, lock: Callable[[Session, Customer], Customer]
) -> None:
    setup, other = open_session(), open_session()
    customer = make_customer(setup)
    setup.commit()
    known = other.get_one(Customer, customer.id)
    other.rollback()
    other.refresh(known)
    setup.execute(update(Customer).where(Customer.id == customer.id).values(notes="Baru").execution_options(noted=True))
    setup.commit()
    assert lock(other, known).notes == "Baru"
    known.notes = "Milik saya"
    assert lock(other, known).notes == "Milik saya", "what is not written yet is written before"
