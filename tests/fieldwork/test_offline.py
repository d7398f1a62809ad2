"""A day without signal, on a real phone screen: queued, kept over a reload, sent once, marked with both clocks."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.core.clock import utc_now
from app.models.document import Document
from app.models.visits.fieldwork import Attendance, AttendanceKind
from tests.factories import make_assignment, make_company, make_customer, make_site, make_technician, make_visit
from tests.support.browser import JAKARTA, Complaints
from tests.support.live import Site
from tests.support.people import sign_in_browser

pytestmark = pytest.mark.browser


@pytest.fixture
def job(live_server: Site):
    """Budi's visit of this hour in Jakarta."""
    with live_server.session() as session:
        make_company(session)
        customer = make_customer(session)
        site = make_site(session, customer, latitude=JAKARTA["latitude"], longitude=JAKARTA["longitude"])
        start = utc_now() - timedelta(minutes=5)
        visit = make_visit(session, customer=customer, site=site, planned_start=start, quota=1)
        budi = make_technician(session, "Budi")
        make_assignment(session, visit, budi)
    return visit, budi


@pytest.fixture
def phone(open_page: Callable[..., Page], job, complaints: Complaints) -> Iterator[Page]:
    """Budi's phone, logged in, the app installed and his job kept on it."""
    complaints.allow("ERR_INTERNET_DISCONNECTED")
    complaints.allow("ERR_FAILED")
    page = open_page("phone", permissions=["geolocation", "background-sync"])
    sign_in_browser(page, job[1])
    until(page, "navigator.serviceWorker.controller !== null")
    until(page, "caches.open('sigap-pages').then((kept) => kept.keys()).then((keys) => keys.length >= 2)")
    yield page
    page.goto("about:blank")  # nothing of this page is under way when the database is emptied
    page.wait_for_timeout(500)


def until(page: Page, expression: str) -> None:
    """Wait for it from outside: the pages' policy forbids Playwright's own way, which is an eval."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never came true: {expression}")


def rows(live_server: Site, what: type):
    with live_server.session() as session:
        return session.scalars(select(what).order_by(what.id)).all()


def test_a_day_without_signal_is_sent_in_order_when_it_returns(phone, live_server, job, tmp_path: Path):
    visit, _ = job
    Image.new("RGB", (2400, 1800), "teal").save(tmp_path / "before.jpg")
    bar = phone.locator("[data-queue-bar]")
    phone.context.set_offline(True)
    phone.goto(f"/technician/visits/{visit.id}")
    phone.click(".next-step [type=submit]")
    expect(bar).to_have_text("1 kiriman menunggu sinyal")
    phone.set_input_files("#photo-before", tmp_path / "before.jpg")
    expect(bar).to_have_text("2 kiriman menunggu sinyal")
    phone.reload()
    expect(bar).to_have_text("2 kiriman menunggu sinyal")
    expect(phone.locator(".next-step [type=submit]")).to_be_disabled()
    phone.click("#check-out summary")
    phone.click("#check-out [type=submit]")
    expect(bar).to_have_text("3 kiriman menunggu sinyal")
    assert rows(live_server, Attendance) == []

    phone.context.set_offline(False)
    expect(bar).to_have_text("", timeout=15_000)
    came, went = rows(live_server, Attendance)
    assert [came.kind, went.kind] == [AttendanceKind.CHECK_IN, AttendanceKind.CHECK_OUT]
    for row in (came, went):
        assert row.offline
        assert row.device_at < row.server_at
        assert row.distance_m < 50
    (photo,) = rows(live_server, Document)
    assert photo.facts == {"offline": True}
    assert photo.device_at is not None


def test_an_answer_lost_on_the_way_back_is_asked_for_again_and_counts_once(phone, live_server, job):
    visit, _ = job
    phone.goto(f"/technician/visits/{visit.id}")
    lost = {"count": 0}

    def lose_the_first_answer(route):
        route.fetch()  # it arrives
        lost["count"] += 1
        route.abort() if lost["count"] == 1 else route.fallback()  # and nobody hears

    phone.route("**/check-in", lose_the_first_answer)
    phone.click(".next-step [type=submit]")
    bar = phone.locator("[data-queue-bar]")
    expect(bar).to_have_text("1 kiriman menunggu sinyal")
    phone.evaluate("window.dispatchEvent(new Event('online'))")
    expect(bar).to_have_text("")
    assert len(rows(live_server, Attendance)) == 1


def test_what_the_server_refuses_stays_with_its_sentence(phone, live_server, job, complaints):
    visit, _ = job
    phone.context.set_offline(True)
    phone.goto(f"/technician/visits/{visit.id}")
    phone.click(".next-step [type=submit]")
    expect(phone.locator("[data-queue-bar]")).to_have_text("1 kiriman menunggu sinyal")
    with live_server.session() as session:
        session.get(type(visit), visit.id).status = "CANCELLED"
    complaints.allow("409")
    phone.context.set_offline(False)
    refused = phone.locator("[data-queue-refused]")
    expect(refused).to_contain_text("sudah selesai atau dibatalkan")
    refused.locator("[data-drop]").click()
    expect(refused).to_be_hidden()


def test_pages_of_one_technician_are_not_shown_to_the_next(phone, live_server, job):
    visit, _ = job
    with live_server.session() as session:
        sari = make_technician(session, "Sari")
    phone.context.clear_cookies()
    sign_in_browser(phone, sari)
    until(phone, f"localStorage.getItem('sigap-user') === '{sari.id}'")
    phone.context.set_offline(True)
    phone.goto(f"/technician/visits/{visit.id}")
    expect(phone.locator("h1")).to_have_text("Tanpa sinyal")


def test_the_worker_sends_by_itself_when_the_app_has_been_left(phone, live_server, job):
    visit, _ = job
    phone.context.set_offline(True)
    phone.goto(f"/technician/visits/{visit.id}")
    phone.click(".next-step [type=submit]")
    expect(phone.locator("[data-queue-bar]")).to_have_text("1 kiriman menunggu sinyal")
    until(phone, "navigator.serviceWorker.ready.then((worker) => worker.sync.getTags()).then((tags) => tags.length)")
    phone.goto("about:blank")
    phone.context.set_offline(False)
    for _ in range(100):
        if rows(live_server, Attendance):
            break
        phone.wait_for_timeout(100)
    (row,) = rows(live_server, Attendance)
    assert row.offline
