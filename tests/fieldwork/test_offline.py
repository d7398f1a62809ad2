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
from app.models.visits.attendance import Attendance, AttendanceKind
from app.models.visits.fieldwork import ExtensionRequest
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
    expect(bar).to_have_text("")
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


OLD_PHONE = """
delete AbortSignal.timeout;
delete crypto.__proto__.randomUUID;
delete Navigator.prototype.locks;
delete Navigator.prototype.storage;
delete HTMLFormElement.prototype.requestSubmit;
delete self.SyncManager;
"""


def test_a_phone_without_newer_functions_sends_its_queue(phone, live_server, job):
    visit, _ = job
    phone.add_init_script(OLD_PHONE)
    phone.context.set_offline(True)
    phone.goto(f"/technician/visits/{visit.id}")
    assert phone.evaluate("[typeof AbortSignal.timeout, typeof crypto.randomUUID]") == ["undefined", "undefined"]
    phone.click(".next-step [type=submit]")
    bar = phone.locator("[data-queue-bar]")
    expect(bar).to_have_text("1 kiriman menunggu sinyal")
    phone.context.set_offline(False)
    expect(bar).to_have_text("")
    assert len(rows(live_server, Attendance)) == 1


def test_a_position_call_that_never_answers_asks_for_a_reason(phone, live_server, job):
    visit, _ = job
    phone.add_init_script("navigator.geolocation.__proto__.getCurrentPosition = () => {}")
    phone.clock.install()
    phone.goto(f"/technician/visits/{visit.id}")
    phone.click(".next-step [type=submit]")
    phone.clock.fast_forward(23_000)
    note = phone.locator(".next-step [data-note]")
    expect(note).to_contain_text("Posisi tidak bisa diambil")
    phone.fill(".next-step [name=reason]", "GPS mati")
    phone.click(".next-step [type=submit]")
    phone.clock.fast_forward(23_000)
    phone.clock.resume()
    until_rows(phone, live_server, Attendance)


def until_rows(page: Page, live_server: Site, what: type, count: int = 1):
    for _ in range(150):
        if len(rows(live_server, what)) >= count:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{what.__name__} never arrived")


@pytest.mark.parametrize("answer", [{"status": 200, "body": ""}, {"status": 200, "body": "<html>Masuk WiFi</html>"}])
def test_only_a_receipt_empties_the_queue(phone, live_server, job, complaints, answer):
    visit, _ = job
    # the worker's own sending passes no route of the page
    phone.add_init_script("if (self.ServiceWorkerRegistration) delete ServiceWorkerRegistration.prototype.sync")
    phone.goto(f"/technician/visits/{visit.id}")
    phone.route("**/check-in", lambda route: route.fulfill(**answer))
    phone.click(".next-step [type=submit]")
    bar = phone.locator("[data-queue-bar]")
    expect(bar).to_have_text("1 kiriman menunggu sinyal")
    assert rows(live_server, Attendance) == []
    phone.unroute("**/check-in")
    phone.evaluate("window.dispatchEvent(new Event('online'))")
    until_rows(phone, live_server, Attendance)


def test_a_page_that_is_kept_is_shown_while_the_server_is_updated(phone, job, complaints):
    visit, _ = job
    phone.context.route("**/technician/visits/*", lambda route: route.fulfill(status=502, body="Bad gateway"))
    phone.goto(f"/technician/visits/{visit.id}")
    expect(phone.locator("h1")).to_have_text(visit.problem)


def test_a_bast_signed_without_signal_on_a_page_never_opened_arrives_with_its_signature(phone, live_server, job):
    visit, _ = job
    phone.click(f"a[href='/technician/visits/{visit.id}'] >> nth=0")
    phone.click(".next-step [type=submit]")
    until_rows(phone, live_server, Attendance)
    phone.goto("/technician/")
    until(
        phone,
        f"caches.open('sigap-pages').then((kept) => kept.match('/technician/visits/{visit.id}/bast')).then(Boolean)",
    )
    phone.context.set_offline(True)
    phone.goto(f"/technician/visits/{visit.id}/bast")
    phone.fill("[name=work_done]", "Ganti kapasitor")
    phone.fill("[name=signer_name]", "Pak Agus")
    draw(phone)
    phone.click("[data-signature-form] [type=submit]")
    phone.wait_for_url(f"**/technician/visits/{visit.id}")
    expect(phone.locator("[data-queue-bar]")).to_have_text("1 kiriman menunggu sinyal")
    phone.context.set_offline(False)
    until_rows(phone, live_server, Document, 2)
    drawn, paper = rows(live_server, Document)
    assert (drawn.kind, paper.kind, paper.signer_name) == ("SIGNATURE", "HANDOVER_REPORT", "Pak Agus")
    assert paper.facts["work_done"] == "Ganti kapasitor"


def draw(page: Page) -> None:
    box = page.locator("[data-signature-pad]").bounding_box()
    page.locator("[data-signature-pad]").scroll_into_view_if_needed()
    box = page.locator("[data-signature-pad]").bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    for step in range(1, 20):
        page.mouse.move(
            box["x"] + 10 + step * (box["width"] - 20) / 20, box["y"] + 10 + (step % 3) * (box["height"] - 30) / 2
        )
    page.mouse.up()


INK = """(() => { const canvas = document.querySelector('[data-signature-pad]');
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  let left = canvas.width, right = -1, dark = 0;
  for (let i = 0; i < data.length; i += 4) if (data[i] < 128) {
    const x = (i / 4) % canvas.width; dark += 1; left = Math.min(left, x); right = Math.max(right, x); }
  return {left, right, width: canvas.width, dark}; })()"""


def test_a_signature_is_scaled_when_the_phone_turns_and_never_cut(phone, job):
    visit, _ = job
    phone.goto(f"/technician/visits/{visit.id}/bast")
    phone.set_viewport_size({"width": 740, "height": 360})
    phone.wait_for_timeout(200)
    draw(phone)
    wide = phone.evaluate(INK)
    phone.set_viewport_size({"width": 360, "height": 740})
    phone.wait_for_timeout(200)
    narrow = phone.evaluate(INK)
    share = (narrow["right"] - narrow["left"]) / narrow["width"]
    assert share > 0.8 * (wide["right"] - wide["left"]) / wide["width"]
    assert narrow["right"] < narrow["width"] - 2
    phone.set_viewport_size({"width": 740, "height": 360})
    phone.wait_for_timeout(200)
    again = phone.evaluate(INK)
    assert abs(again["dark"] - wide["dark"]) < 0.1 * wide["dark"]


def test_photos_that_wait_show_themselves(phone, live_server, job, tmp_path: Path):
    visit, _ = job
    Image.new("RGB", (640, 480), "teal").save(tmp_path / "before.jpg")
    phone.context.set_offline(True)
    phone.goto(f"/technician/visits/{visit.id}")
    phone.set_input_files("#photo-before", tmp_path / "before.jpg")
    expect(phone.locator("[data-waiting-photos=BEFORE] img")).to_have_count(1)


def test_a_job_just_won_is_on_the_list_without_signal(phone, live_server, job):
    with live_server.session() as session:
        won = make_visit(session, planned_start=utc_now() + timedelta(days=2), quota=1)
    phone.goto("/technician/pool")
    phone.click("text=Ambil Job")
    phone.wait_for_url(f"**/technician/visits/{won.id}")
    until(
        phone,
        f"caches.open('sigap-pages').then((kept) => kept.match('/technician/')).then((page) => page.text()).then((text) => text.includes('{won.number}'))",
    )
    phone.context.set_offline(True)
    phone.goto("/technician/")
    expect(phone.locator("main")).to_contain_text(won.number)


def test_what_waited_for_a_new_login_keeps_the_moment_of_the_press(phone, live_server, job):
    visit, budi = job
    phone.goto(f"/technician/visits/{visit.id}")
    phone.context.clear_cookies()
    phone.click(".next-step [type=submit]")
    expect(phone.locator("[data-queue-bar]")).to_have_text("1 kiriman menunggu: masuk dulu untuk mengirim")
    pressed_at = utc_now()
    phone.wait_for_timeout(1_500)
    sign_in_browser(phone, budi)
    until_rows(phone, live_server, Attendance)
    (row,) = rows(live_server, Attendance)
    assert row.sent_at - row.device_at > timedelta(seconds=1)
    assert abs(row.device_at - pressed_at) < timedelta(seconds=5)


def test_a_whole_day_with_bast_more_days_and_selesai_is_sent_in_order(phone, live_server, job, tmp_path: Path):
    visit, _ = job
    page = f"/technician/visits/{visit.id}"
    for name in ("before", "after"):
        Image.new("RGB", (640, 480), "teal").save(tmp_path / f"{name}.jpg")
    until(phone, f"caches.open('sigap-pages').then((kept) => kept.match('{page}/bast')).then(Boolean)")
    bar = phone.locator("[data-queue-bar]")
    phone.context.set_offline(True)
    phone.goto(page)
    phone.click(".next-step [type=submit]")
    expect(bar).to_have_text("1 kiriman menunggu sinyal")
    for number, name in enumerate(("before", "after"), start=2):
        phone.set_input_files(f"#photo-{name}", tmp_path / f"{name}.jpg")
        expect(bar).to_have_text(f"{number} kiriman menunggu sinyal")
    phone.click("text=Buat BAST")
    phone.fill("[name=work_done]", "Ganti kapasitor")
    phone.fill("[name=signer_name]", "Pak Agus")
    draw(phone)
    phone.click("[data-signature-form] [type=submit]")
    phone.wait_for_url(f"**{page}")
    phone.click("#extension summary")
    phone.fill("#extension [name=reason]", "Kompresor menyusul")
    phone.click("#extension [type=submit]")
    expect(bar).to_have_text("5 kiriman menunggu sinyal")
    phone.click("#check-out summary")
    phone.click("#check-out [type=submit]")
    expect(bar).to_have_text("6 kiriman menunggu sinyal")
    phone.click("form[action$='/finish'] >> [type=submit]")
    phone.click("dialog[open] [data-confirm-accept]")
    expect(bar).to_have_text("7 kiriman menunggu sinyal")
    phone.context.set_offline(False)
    expect(bar).to_have_text("")
    with live_server.session() as session:
        done = session.get(type(visit), visit.id)
        assert done.status == "DONE"
        assert done.finished_at > done.started_at
    assert [asked.reason for asked in rows(live_server, ExtensionRequest)] == ["Kompresor menyusul"]
