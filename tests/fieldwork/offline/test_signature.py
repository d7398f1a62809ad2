"""A BAST signed on the phone without signal."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from app.models.files.document import Document
from app.models.visits.attendance import Attendance
from app.models.visits.fieldwork import ExtensionRequest
from tests.fieldwork.offline.kept_rows import rows, until, until_rows

pytestmark = pytest.mark.browser


def test_a_bast_signed_without_signal_on_a_page_never_opened_arrives_with_its_signature(phone, live_server, job):
    visit, _ = job
    phone.click(f"a[href='/technician/visits/{visit.id}'] >> nth=0")
    phone.click(".next-step [type=submit]")
    until_rows(phone, live_server, Attendance)
    expect(phone.locator("[data-check-out-early]:not([hidden])")).to_have_count(1)  # drawn anew after the check-in
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
    expect(phone.get_by_text("Tanda tangan Anda masih kosong")).to_be_visible()
    draw(phone, "technician_signature")
    phone.click("[data-signature-form] [type=submit]")
    phone.wait_for_url(f"**/technician/visits/{visit.id}")
    expect(phone.locator("[data-queue-bar]")).to_have_text("1 kiriman menunggu sinyal")
    phone.context.set_offline(False)
    until_rows(phone, live_server, Document, 3)
    paper, *drawn = sorted(rows(live_server, Document), key=lambda one: one.kind)
    assert (paper.kind, paper.signer_name) == ("HANDOVER_REPORT", "Pak Agus")
    assert {one.signer_name for one in drawn} == {"Budi", "Pak Agus"}
    assert {paper.facts["signature_id"], paper.facts["technician_signature_id"]} == {one.id for one in drawn}
    assert paper.facts["work_done"] == "Ganti kapasitor"


def draw(page: Page, whose: str = "signature") -> None:
    pad = page.locator(f"[data-signature-pad={whose}]")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    for step in range(1, 20):
        page.mouse.move(
            box["x"] + 10 + step * (box["width"] - 20) / 20, box["y"] + 10 + (step % 3) * (box["height"] - 30) / 2
        )
    page.mouse.up()


INK = """(() => { const canvas = document.querySelector('[data-signature-pad=signature]');
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


def test_a_phone_that_turns_under_the_finger_keeps_the_stroke_and_takes_the_next(phone, job):
    visit, _ = job
    phone.goto(f"/technician/visits/{visit.id}/bast")
    pad = phone.locator("[data-signature-pad=signature]")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    phone.mouse.move(box["x"] + 10, box["y"] + 20)
    phone.mouse.down()
    phone.mouse.move(box["x"] + 60, box["y"] + 60, steps=5)
    phone.mouse.move(box["x"] + 120, box["y"] + 30, steps=5)
    phone.set_viewport_size({"width": 740, "height": 360})
    phone.wait_for_timeout(200)
    begun = phone.evaluate(INK)["dark"]
    assert begun > 0
    phone.mouse.up()
    draw(phone)
    assert phone.evaluate(INK)["dark"] > 2 * begun


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
    draw(phone, "technician_signature")
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
