"""On site: check-in without signal, photos, BAST, more days, check-out, finished."""

import io
from typing import Any

from PIL import Image
from playwright.sync_api import Page
from sqlalchemy import select

from app.models.files.document import Document, DocumentKind, PhotoPhase
from app.models.visits.assignment import QueueEntry, QueueStatus
from app.models.visits.attendance import Attendance, AttendanceKind
from app.models.visits.fieldwork import ExtensionRequest, RequestStatus
from app.models.visits.visit import VisitStatus, VisitTicket
from tests.journeys.making_documents import rendered
from tests.journeys.panel import make_transition
from tests.journeys.registering import AGUS
from tests.journeys.world import World, eventually

GPS, LATITUDE_REF, LATITUDE = 0x8825, 1, 2


def the_first_checks_in_without_signal(world: World) -> None:
    """Pressed offline, kept on the phone, sent once when the signal is back, with both clocks."""
    phone = open_visit(world, "first")
    board = world.page_of("maya")
    board.goto("/admin/board/")
    board.get_by_text(f"{world.first.name} – belum datang").wait_for()
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    world.complaints.allow("ERR_INTERNET_DISCONNECTED")
    phone.context.set_offline(offline=True)
    phone.get_by_role("button", name="Check-in").click()
    phone.get_by_text("1 kiriman menunggu sinyal").wait_for()
    assert not world.rows(select(Attendance))
    phone.context.set_offline(offline=False)
    eventually(lambda: world.rows(select(Attendance)), "check-in that was made offline")
    arrival = world.one(select(Attendance))
    assert (arrival.technician_id, arrival.kind, arrival.offline) == (world.first.id, AttendanceKind.CHECK_IN, True)
    assert arrival.device_at is not None
    assert arrival.device_at < arrival.server_at
    assert arrival.distance_m is not None
    assert arrival.distance_m < 50
    assert world.get(VisitTicket, world.ids["visit"]).status == VisitStatus.IN_PROGRESS
    phone.get_by_text("menunggu sinyal").wait_for(state="hidden")
    board.get_by_text(f"{world.first.name} – hadir sejak").wait_for()


def the_second_checks_in_by_a_plain_form(world: World) -> None:
    """A phone without JavaScript knows no position; a reason is asked for and is enough."""
    phone = open_visit(world, "second", java_script_enabled=False)
    tap_stamp(phone, "Check-in")
    phone.get_by_text("Tulis alasannya").first.wait_for()
    tap_stamp(phone, "Check-in", "GPS ponsel rusak")
    phone.get_by_text("tercatat").first.wait_for()
    mine = world.one(select(Attendance).where(Attendance.technician_id == world.second.id))
    assert (mine.latitude, mine.reason, mine.offline) == (None, "GPS ponsel rusak", False)


def the_first_takes_photos(world: World) -> None:
    """Before and after; where they were taken is not kept in the file."""
    phone = open_visit(world, "first")
    for phase in PhotoPhase:
        phone.locator(f"#photo-{phase.lower()}").set_input_files(
            {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": photo_with_position(phase)}
        )
        taken = select(Document).where(Document.kind == DocumentKind.WORK_PHOTO, Document.phase == phase)
        eventually(lambda taken=taken: world.rows(taken), f"photo {phase}")
        phone.get_by_role("img", name="Foto sebelum 1" if phase == "BEFORE" else "Foto sesudah 1").wait_for()
        phone.wait_for_load_state()  # the page has drawn itself anew; its scripts take the next photo
    for stored in (world.site.folder / "storage").rglob("*"):
        if stored.is_file() and stored.read_bytes()[:2] == b"\xff\xd8":
            with Image.open(stored) as picture:
                assert not picture.getexif().get_ifd(GPS)


def pak_agus_signs_on_the_screen(world: World) -> None:
    """A finger on the phone, and the BAST is a numbered PDF."""
    phone = open_visit(world, "first")
    phone.goto(f"/technician/visits/{world.ids['visit']}/bast")
    phone.locator("[name=work_done]").fill("Ganti kapasitor, isi freon, uji dingin 18 °C")
    phone.locator("[name=signer_name]").fill("Pak Agus")
    for whose in ("signature", "technician_signature"):
        pad = phone.locator(f"[data-signature-pad={whose}]")
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        assert box is not None
        phone.mouse.move(box["x"] + 20, box["y"] + 60)
        phone.mouse.down()
        for step in range(1, 9):
            phone.mouse.move(box["x"] + 20 + step * 25, box["y"] + 60 + (30 if step % 2 else -30))
        phone.mouse.up()
    phone.get_by_role("button", name="Tanda tangani BAST").click()
    phone.get_by_text("BAST ditandatangani").first.wait_for()
    assert rendered(world, DocumentKind.HANDOVER_REPORT).signer_name == "Pak Agus"


def one_more_day_is_asked_for_and_granted(world: World) -> None:
    """Tambah Hari: the technician asks, Dewi approves, everyone is told, the plan moves."""
    before = world.get(VisitTicket, world.ids["visit"])
    phone = open_visit(world, "second")
    phone.get_by_text("Tambah Hari").first.click()
    phone.locator("[name=days]").fill("1")
    phone.locator("#extension-reason").fill("Menunggu suku cadang")
    phone.get_by_role("button", name="Minta Tambah Hari").click()
    phone.get_by_text("terkirim ke CS").first.wait_for()
    told = world.told_by_telegram("Menunggu suku cadang", world.dewi)
    request = f"/admin/extensions/details/?id={world.one(select(ExtensionRequest)).id}"
    assert request in told["text"]
    make_transition(world.page_of("dewi"), request, "approve", note="Silakan")
    after = world.get(VisitTicket, world.ids["visit"])
    assert world.one(select(ExtensionRequest)).status == RequestStatus.APPROVED
    assert after.added_days == 1
    assert (after.planned_end - before.planned_end).days == 1
    world.told_by_whatsapp("tambahan 1 hari", AGUS)
    for name in ("first", "second"):
        world.told_by_telegram("Tambah Hari disetujui", world.people[name])


def they_check_out_and_finish(world: World) -> None:
    """Selesai only when the last one has gone."""
    phone, other = open_visit(world, "first"), open_visit(world, "second")
    check_out = phone.locator("form[data-stamp=check-out]").last
    if not check_out.is_visible():
        phone.locator("#check-out > summary").click()
    check_out.locator("[type=submit]").click()
    gone = select(Attendance).where(Attendance.kind == AttendanceKind.CHECK_OUT)
    eventually(lambda: world.rows(gone), "check-out")
    phone.get_by_text("belum check-out").first.wait_for()
    if not other.locator("form[data-stamp=check-out]").last.is_visible():
        other.locator("#check-out > summary").click()
    tap_stamp(other, "Check-out", "GPS ponsel rusak")
    other.get_by_text("tercatat").first.wait_for()
    phone = open_visit(world, "first")
    phone.get_by_role("button", name="Selesai").click()
    phone.locator("dialog[open] [data-confirm-accept]").click()
    phone.get_by_text("Pekerjaan selesai").first.wait_for()
    visit = world.get(VisitTicket, world.ids["visit"])
    assert visit.status == VisitStatus.DONE
    assert set(world.rows(select(QueueEntry.status))) == {QueueStatus.LEFT}
    world.told_by_telegram(visit.number, world.dewi)


def open_visit(world: World, who: str, **options: Any) -> Page:
    """The visit's page on this person's phone."""
    phone = world.page_of(who, "phone", viewport={"width": 360, "height": 780}, **options)
    phone.goto(f"/technician/visits/{world.ids['visit']}")
    return phone


def tap_stamp(phone: Page, label: str, reason: str = "") -> None:
    """Check-in or check-out by the form that is in sight."""
    form = phone.locator("form[data-stamp]").filter(has_text=label).last
    form.locator("[name=reason]").fill(reason)
    form.get_by_role("button", name=label).click()


def photo_with_position(phase: str) -> bytes:
    """A JPEG as a phone makes it: it says where it was taken."""
    picture, file = Image.new("RGB", (800, 600), "navy" if phase == "BEFORE" else "green"), io.BytesIO()
    exif = picture.getexif()
    exif[GPS] = {LATITUDE_REF: "S", LATITUDE: (6.0, 12.0, 31.0)}
    picture.save(file, "JPEG", exif=exif)
    return file.getvalue()
