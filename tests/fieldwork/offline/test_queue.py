"""What is recorded without signal waits in the phone's queue, is sent in order, and counts once."""

from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from app.core.clock import utc_now
from app.models.files.document import Document
from app.models.visits.attendance import Attendance, AttendanceKind
from tests.factories import make_technician
from tests.fieldwork.offline.kept_rows import rows, until, until_rows
from tests.support.people import sign_in_browser

pytestmark = pytest.mark.browser


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


OLD_PHONE = """
delete AbortSignal.timeout;
delete crypto.__proto__.randomUUID;
delete Navigator.prototype.locks;
delete Navigator.prototype.storage;
delete HTMLFormElement.prototype.requestSubmit;
delete self.SyncManager;
delete self.HTMLDialogElement;
delete Array.prototype.at;
Object.defineProperty(SubmitEvent.prototype, "submitter", { get: () => undefined });
"""


def test_a_phone_without_newer_functions_sends_its_queue(phone, live_server, job):
    visit, _ = job
    phone.add_init_script(OLD_PHONE)
    phone.context.set_offline(True)
    phone.goto(f"/technician/visits/{visit.id}")
    assert phone.evaluate("[typeof AbortSignal.timeout, typeof crypto.randomUUID]") == ["undefined", "undefined"]
    phone.evaluate("document.querySelector('.next-step form').dataset.confirm = 'Tetap check-in?'")
    asked: list[str] = []
    phone.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    phone.click(".next-step [type=submit]")
    bar = phone.locator("[data-queue-bar]")
    expect(bar).to_have_text("1 kiriman menunggu sinyal")
    phone.context.set_offline(False)
    expect(bar).to_have_text("")
    assert len(rows(live_server, Attendance)) == 1
    assert asked == ["Tetap check-in?"]


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


def test_what_waited_for_a_new_login_keeps_the_moment_of_the_tap(phone, live_server, job):
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


def test_what_waits_outlives_everybodys_log_outs_and_is_sent_under_its_own_name(phone, live_server, job, complaints):
    visit, budi = job
    with live_server.session() as session:
        sari = make_technician(session, "Sari")
    phone.context.set_offline(True)
    phone.goto(f"/technician/visits/{visit.id}")
    phone.click(".next-step [type=submit]")
    bar = phone.locator("[data-queue-bar]")
    expect(bar).to_have_text("1 kiriman menunggu sinyal")
    phone.context.clear_cookies(name="sigap_login")
    phone.context.set_offline(False)
    sign_in_browser(phone, sari)
    expect(bar).to_have_text("1 kiriman milik akun lain di ponsel ini")
    phone.goto("/account")
    phone.click(".menu summary")
    phone.click("form[action='/logout'] [type=submit]")
    phone.wait_for_url("**/login")
    until(phone, "caches.has('sigap-pages').then((has) => !has)")
    sign_in_browser(phone, budi)
    until_rows(phone, live_server, Attendance)
    (row,) = rows(live_server, Attendance)
    assert row.technician_id == budi.id
