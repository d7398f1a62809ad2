"""Pages kept on the phone, shown without signal and to their technician only."""

from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from app.core.clock import utc_now
from app.models.visits.assignment import Assignment
from tests.factories import make_technician, make_visit
from tests.fieldwork.offline.kept_rows import rows, until
from tests.support.people import sign_in_browser

pytestmark = pytest.mark.browser


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


def test_a_page_that_is_kept_is_shown_while_the_server_is_updated(phone, job, complaints):
    visit, _ = job
    phone.context.route("**/technician/visits/*", lambda route: route.fulfill(status=502, body="Bad gateway"))
    phone.goto(f"/technician/visits/{visit.id}")
    expect(phone.locator("h1")).to_have_text(visit.problem)


def test_photos_that_wait_show_themselves(phone, live_server, job, tmp_path: Path):
    visit, _ = job
    Image.new("RGB", (640, 480), "teal").save(tmp_path / "before.jpg")
    phone.context.set_offline(True)
    phone.goto(f"/technician/visits/{visit.id}")
    phone.set_input_files("#photo-before", tmp_path / "before.jpg")
    expect(phone.locator("[data-waiting-photos=BEFORE] img")).to_have_count(1)


def test_a_job_just_won_and_its_bast_are_there_without_signal(phone, live_server, job):
    with live_server.session() as session:
        won = make_visit(session, planned_start=utc_now() + timedelta(days=2), quota=1)
    phone.evaluate("caches.delete('sigap-pages')")
    phone.goto("/technician/pool")  # by a link: the list of jobs was not opened before
    until(
        phone, f"caches.open('sigap-pages').then((kept) => kept.match('/technician/visits/{job[0].id}')).then(Boolean)"
    )
    phone.click("text=Ambil Job")
    phone.wait_for_url(f"**/technician/visits/{won.id}")
    bast = f"/technician/visits/{won.id}/bast"
    until(phone, f"caches.open('sigap-pages').then((kept) => kept.match('{bast}')).then(Boolean)")
    phone.context.set_offline(True)
    phone.goto("/technician/")
    expect(phone.locator("main")).to_contain_text(won.number)
    phone.goto(bast)
    expect(phone.locator("h1")).to_have_text("Berita acara serah terima")


def test_what_cannot_wait_says_so_and_what_can_waits(phone, live_server, job):
    with live_server.session() as session:
        make_visit(session, planned_start=utc_now() + timedelta(days=2), quota=1)
    phone.goto("/technician/pool")
    phone.context.set_offline(True)
    bar = phone.locator("[data-queue-bar]")
    phone.click("text=Ambil Job")
    expect(bar).to_contain_text("Ini perlu sinyal")
    phone.goto(f"/technician/visits/{job[0].id}")
    phone.click("summary:has-text('Minta dilepas')")
    phone.fill("#release-reason", "Anak sakit")
    phone.click("text=Kirim permintaan")
    expect(bar).to_have_text("1 kiriman menunggu sinyal")
    phone.context.set_offline(False)
    expect(bar).to_have_text("")
    place = rows(live_server, Assignment)[0]
    assert place.release_asked_reason == "Anak sakit"
