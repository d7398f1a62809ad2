"""Two people have the same record's form open: what the second saves undoes nothing of the first."""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.http.forms.edit_version import _plain
from app.models.accounts.user import Skill, User
from app.models.feedback.bug import BugReport
from app.models.finance.invoice import PriceItem
from tests.bugs.reports import make_bug
from tests.factories import make_admin, make_company, make_customer, make_site, make_technician, make_visit
from tests.support.people import as_drawn, sign_in
from tests.support.walking.html import Element, parse


@pytest.fixture
def ani(client: FlaskClient, session: Session) -> User:
    admin = make_admin(session)
    sign_in(client, admin)
    return admin


def drawn(client: FlaskClient, address: str, css: str = "admin-form") -> dict[str, Any]:
    """The fields of the edit form as a browser sends them back."""
    page = client.get(address)
    assert page.status_code == 200, address
    return as_drawn(the_form(page.text, css))


def the_form(page: str, css: str = "admin-form") -> Element:
    return next(form for form in parse(page).iter("form") if css in (form.get("class") or "").split())


FIELDS = {  # screen → its address, and what each of two people writes where
    "visit": ("/admin/visits/edit/?id=", ("problem", "Pipa bocor"), ("notes", "Bawa tangga")),
    "customer": ("/admin/customers/edit/?id=", ("name", "PT Baru"), ("notes", "Pelanggan lama")),
    "site": ("/admin/sites/edit/?id=", ("name", "Gudang"), ("landmark", "Seberang masjid")),
    "price": ("/admin/prices/edit/?id=", ("price_idr", "Rp175.000"), ("unit", "kg")),
    "user": ("/admin/users/edit/?id=", ("home_area", "Cimahi"), ("name", "Budi Santoso")),
    "company": ("/admin/company/edit/?id=", ("city", "Medan"), ("payment_days", "21")),
}


@pytest.fixture
def record(request: pytest.FixtureRequest, session: Session) -> Any:
    """The record of a screen."""
    match request.param:
        case "visit":
            tomorrow = utc_now().replace(microsecond=0, second=0) + timedelta(days=1)
            make_technician(session)
            return make_visit(session, planned_start=tomorrow, quota=1)
        case "customer":
            return make_customer(session)
        case "site":
            return make_site(session, make_customer(session))
        case "user":
            return make_technician(session)
        case "company":
            return make_company(session)
        case _:
            price = PriceItem(code="F-32", name="Freon R32", price_idr=150_000)
            session.add(price)
            session.flush()
            return price


def errors(page: str) -> str:
    return " ".join(re.findall(r'<div class="field-error"[^>]*>.*?<span>(.*?)</span>', page))


@pytest.mark.parametrize(("screen", "record"), [(name, name) for name in FIELDS], indirect=["record"])
def test_changes_of_two_people_in_different_fields_both_stand(client, ani, screen, record):
    address, (one, first), (other, second) = FIELDS[screen]
    address += str(record.id)
    earlier, later = drawn(client, address), drawn(client, address)
    assert client.post(address, data=earlier | {one: first}).status_code == 302
    saved = client.post(address, data=later | {other: second}, follow_redirects=True)
    assert "Diubah orang lain sementara itu" in saved.text
    kept = drawn(client, address)
    assert (kept[one], kept[other]) == (first, second)


@pytest.mark.parametrize("record", ["customer"], indirect=True)
def test_beside_a_conflict_stands_what_only_the_other_changed(client, ani, session, record):
    address = f"/admin/customers/edit/?id={record.id}"
    earlier, later = drawn(client, address), drawn(client, address)
    before = earlier["name"]
    assert client.post(address, data=earlier | {"name": "PT Baru", "notes": "Dia"}).status_code == 302
    page = client.post(address, data=later | {"notes": "Saya"}).text
    assert f"Sementara itu diubah dari “{before}” menjadi “PT Baru”." in unescape(errors(page))
    assert "Tersimpan sekarang: “Dia”. Isian Anda: “Saya”." in unescape(errors(page))
    session.refresh(record)
    assert (record.name, record.notes) == ("PT Baru", "Dia")
    again = as_drawn(the_form(page))
    assert (again["name"], again["notes"]) == ("PT Baru", "Saya")
    assert client.post(address, data=again).status_code == 302


@pytest.mark.parametrize(("screen", "record"), [(name, name) for name in FIELDS], indirect=["record"])
def test_what_both_wrote_into_one_field_is_shown_to_the_second(client, ani, screen, record):
    address, (one, first), _ = FIELDS[screen]
    address += str(record.id)
    earlier, later = drawn(client, address), drawn(client, address)
    mine = "Rp90.000" if screen == "price" else "Punya saya"
    client.post(address, data=earlier | {one: first})
    page = client.post(address, data=later | {one: mine}).text
    assert f"“{first}”" in unescape(errors(page))
    assert f"“{mine}”" in unescape(errors(page))
    again = as_drawn(the_form(page))
    assert again[one] == mine
    assert client.post(address, data=again).status_code == 302
    assert drawn(client, address)[one] == mine


@pytest.mark.parametrize(("screen", "record"), [(name, name) for name in FIELDS], indirect=["record"])
def test_a_form_saved_untouched_or_twice_meets_no_conflict(client, ani, screen, record):
    address = f"{FIELDS[screen][0]}{record.id}"
    form = drawn(client, address)
    for _ in range(2):
        assert client.post(address, data=form).status_code == 302
    assert client.post(address, data=drawn(client, address)).status_code == 302


@pytest.mark.parametrize("version", ["", "name", "name:", "\x00", "name:abc name:def", "x" * 5000])
@pytest.mark.parametrize("record", ["price"], indirect=True)
def test_a_form_without_its_version_saves_nothing(client, ani, session, record, version):
    address = f"/admin/prices/edit/?id={record.id}"
    page = client.post(address, data=drawn(client, address) | {"name": "Lain", "version": version})
    assert page.status_code == 200
    session.refresh(record)
    assert record.name == "Freon R32"
    assert "“Freon R32”" in unescape(errors(page.text))
    again = as_drawn(the_form(page.text))
    assert again["name"] == "Lain"
    assert client.post(address, data=again).status_code == 302
    session.refresh(record)
    assert record.name == "Lain"


@pytest.mark.parametrize(
    ("stored", "typed", "same"),
    [
        (["1", "2"], ["2", "1"], True),
        (["a", "b"], ["a,b"], False),
        ([], None, True),
        ([{"name": "a"}, {"name": "b"}], [{"name": "b"}, {"name": "a"}], False),
        ([{"price": Decimal("1.50")}], [{"price": Decimal("1.5")}], True),
        (Decimal(100), Decimal("1E+2"), True),
        (Decimal("-6.200000"), -6.2, True),
        (Decimal("1.50"), Decimal("1.5"), True),
        (Decimal("1.50"), Decimal(15), False),
    ],
)
def test_one_value_is_one_value_however_it_is_written(stored, typed, same):
    assert (_plain(stored) == _plain(typed)) is same


@pytest.mark.parametrize("record", ["user"], indirect=True)
def test_a_change_outside_the_panel_counts_and_one_outside_the_form_does_not(client, ani, session, record):
    address = f"/admin/users/edit/?id={record.id}"
    form = drawn(client, address)
    record.last_login_at = utc_now()
    session.flush()
    assert client.post(address, data=form | {"home_area": "Cimahi"}).status_code == 302
    form = drawn(client, address)
    split = Skill(name="AC split")
    record.skills = [split]
    session.flush()
    page = client.post(address, data=form | {"home_area": "Lembang"}, follow_redirects=True)
    assert "Keahlian" in page.text
    session.refresh(record)
    assert (record.home_area, record.skill_ids) == ("Lembang", [split.id])


def test_a_transition_that_edits_values_meets_the_same_comparison(client, ani, session):
    bug = make_bug(session, None)
    address = f"/admin/bugs/{bug.id}/override_priority"
    first, second = drawn(client, address, "stack"), drawn(client, address, "stack")
    given = {"reason": "Banyak yang kena"}
    assert client.post(address, data=first | given | {"priority": "CRITICAL"}).status_code == 302
    page = client.post(address, data=second | given | {"priority": "LOW"})
    assert page.status_code == 422
    assert "Kritis" in errors(page.text)
    assert session.get_one(BugReport, bug.id).priority == "CRITICAL"
    again = as_drawn(the_form(page.text, "stack"))
    assert client.post(address, data=again).status_code == 302
    assert session.get_one(BugReport, bug.id).priority == "LOW"


def test_a_visit_rescheduled_twice_at_once_shows_both_times(client, ani, session):
    start = utc_now().replace(microsecond=0, second=0) + timedelta(days=1)
    visit = make_visit(session, planned_start=start, quota=1)
    address = f"/admin/visits/{visit.id}/reschedule"
    first, second = drawn(client, address, "stack"), drawn(client, address, "stack")
    later = {"planned_end": "2099-01-02T10:00", "planned_start": "2099-01-02T08:00", "reason": "Hujan"}
    assert client.post(address, data=first | later).status_code == 302
    page = client.post(address, data=second | later | {"planned_start": "2099-01-02T09:00"})
    assert page.status_code == 422
    assert "02/01/2099 08.00" in errors(page.text)
    assert as_drawn(the_form(page.text, "stack"))["planned_start"] == "2099-01-02T09:00"
