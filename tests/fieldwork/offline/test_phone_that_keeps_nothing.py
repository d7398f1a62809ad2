"""Private mode, a full phone, a database that never answers: the plain form does, and nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from app.models.files.document import Document
from app.models.visits.attendance import Attendance
from tests.fieldwork.offline.kept_rows import rows, until, until_rows
from tests.fieldwork.offline.test_signature import draw

pytestmark = pytest.mark.browser
THROWS = "indexedDB.__proto__.open = function () { throw new DOMException('private', 'SecurityError'); };"
NEVER_ANSWERS = """const open = indexedDB.__proto__.open;
indexedDB.__proto__.open = function () { const request = open.apply(this, arguments);
  request.addEventListener = () => {}; return request; };"""


def test_a_check_in_arrives_with_its_position_where_the_database_never_answers(phone, live_server, job):
    visit, _ = job
    phone.add_init_script(NEVER_ANSWERS)
    phone.clock.install()
    phone.goto(f"/technician/visits/{visit.id}")
    phone.click(".next-step [type=submit]")
    for _ in range(50):
        phone.clock.fast_forward(2_000)
        if rows(live_server, Attendance):
            break
        phone.wait_for_timeout(100)
    (row,) = rows(live_server, Attendance)
    assert row.distance_m < 50


def test_a_bast_stays_on_its_page_until_there_is_signal(phone, live_server, job):
    visit, _ = job
    page = f"/technician/visits/{visit.id}"
    phone.add_init_script(THROWS)
    phone.goto(page)
    phone.click(".next-step [type=submit]")
    until_rows(phone, live_server, Attendance)
    phone.goto("/technician/")
    until(phone, f"caches.open('sigap-pages').then((kept) => kept.match('{page}/bast')).then(Boolean)")
    phone.context.set_offline(True)
    phone.goto(f"{page}/bast")
    phone.fill("[name=work_done]", "Ganti kapasitor")
    phone.fill("[name=signer_name]", "Pak Agus")
    draw(phone)
    draw(phone, "technician_signature")
    phone.click("[data-signature-form] [type=submit]")
    expect(phone.locator("[data-queue-bar]")).to_contain_text("Biarkan halaman ini terbuka")
    phone.context.set_offline(False)
    phone.click("[data-signature-form] [type=submit]")
    until_rows(phone, live_server, Document, 3)
