"""The technician's pages by request: who sees what, forms without scripts, the answers scripts get."""

import base64
import io
import re
from datetime import datetime, timedelta
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageDraw
from sqlalchemy import event, select

from app.core.clock import utc_now
from app.core.db import db
from app.jobs.documents.render import render_documents
from app.models.document import Document, DocumentKind
from app.models.visits.assignment import Assignment, ReleaseReason
from app.models.visits.attendance import Attendance
from app.models.visits.fieldwork import ExtensionRequest
from app.models.visits.visit import VisitStatus
from tests.factories import make_assignment, make_company, make_technician, make_visit
from tests.support.people import sign_in

AT_SITE = {"latitude": "-6.914744", "longitude": "107.609810", "accuracy": "12"}
JSON = {"Accept": "application/json"}


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (320, 240), "teal").save(out, "JPEG")
    out.seek(0)
    return out


@pytest.fixture
def visit(session):
    make_company(session)
    return make_visit(session, planned_start=utc_now(), quota=1)


@pytest.fixture
def budi(session, visit):
    technician = make_technician(session, "Budi")
    make_assignment(session, visit, technician)
    return technician


@pytest.fixture
def phone(app, client, session, budi):
    app.config["WTF_CSRF_ENABLED"] = False
    yield sign_in(client, budi)
    app.config["WTF_CSRF_ENABLED"] = True


def post(phone, path, key="key-00000001", headers=None, **fields):
    return phone.post(path, data={"idempotency_key": key, **fields}, headers=headers or {})


def test_home_and_visit_show_the_job(phone, visit):
    home = phone.get("/technician/").text
    assert visit.number in home
    assert "Check-in" in home
    page = phone.get(f"/technician/visits/{visit.id}").text
    assert "tel:" in page
    assert "wa.me/" in page
    assert "google.com/maps" in page


def test_home_asks_the_database_as_often_for_ten_jobs_as_for_one(app, phone, session, visit, budi):
    def statements() -> int:
        asked = []
        with app.app_context():
            engine = db.engine
        listen = lambda *args: asked.append(args[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", listen)
        phone.get("/technician/")
        event.remove(engine, "before_cursor_execute", listen)
        return len(asked)

    one = statements()
    for days in range(1, 10):
        more = make_visit(session, planned_start=utc_now() + timedelta(days=days), quota=1)
        make_assignment(session, more, budi)
    assert statements() <= one + 1


@pytest.mark.parametrize(
    "path", ["", "/check-in", "/check-out", "/photos", "/finish", "/extension", "/bast", "/bast/paper", "/end-of-day"]
)
def test_a_technician_who_is_not_on_it_gets_404(app, client, session, visit, path):
    app.config["WTF_CSRF_ENABLED"] = False
    tono = sign_in(client, make_technician(session, "Tono"))
    address = f"/technician/visits/{visit.id}{path}"
    if path in {"", "/bast"}:
        assert tono.get(address).status_code == 404
    if path:
        fields = {"phase": "BEFORE", "photo": (picture(), "a.jpg"), "days": "1", "reason": "x", **AT_SITE}
        for headers in ({}, JSON):
            fields["photo"] = (picture(), "a.jpg")
            assert post(tono, address, headers=headers, **fields).status_code == 404
    app.config["WTF_CSRF_ENABLED"] = True


def test_a_check_in_sent_twice_by_the_queue_is_one_with_one_answer(phone, session, visit):
    device_at = "2026-11-21T01:00:00+00:00"
    sent = {**AT_SITE, "offline": "1", "device_at": device_at}
    answers = [post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **sent) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert answers[0].json == answers[2].json
    row = session.scalars(select(Attendance)).one()
    assert row.offline
    assert row.device_at.isoformat() == device_at
    session.refresh(visit)
    assert visit.status == VisitStatus.IN_PROGRESS


def test_another_key_on_the_same_day_is_a_duplicate_the_queue_may_drop(phone, visit):
    path = f"/technician/visits/{visit.id}/check-in"
    post(phone, path, headers=JSON, **AT_SITE)
    again = post(phone, path, key="key-00000002", headers=JSON, **AT_SITE)
    assert (again.status_code, again.json["error"]) == (409, "already_recorded")


def test_without_a_reason_far_away_is_refused_with_a_sentence_and_422(phone, visit):
    far = {**AT_SITE, "latitude": "-7.5"}
    refused = post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **far)
    assert (refused.status_code, refused.json["error"]) == (422, "reason_needed")
    fine = post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, reason="Gerbang lain", **far)
    assert fine.json["outside_radius"] is True


def test_a_plain_form_without_position_needs_a_reason_and_leads_back_to_the_page(phone, session, visit):
    path = f"/technician/visits/{visit.id}/check-in"
    refused = phone.post(path, data={"idempotency_key": "key-00000001"}, follow_redirects=True)
    assert "Tulis alasannya" in refused.text
    done = phone.post(path, data={"idempotency_key": "key-00000001", "reason": "GPS mati"}, follow_redirects=True)
    assert "tercatat" in done.text
    assert session.scalars(select(Attendance)).one().reason == "GPS mati"


@pytest.mark.parametrize("junk", ["nan", "inf", "abc", "1e999", ""])
def test_an_unreadable_position_counts_as_none(phone, visit, junk):
    sent = {"latitude": junk, "longitude": "107", "device_at": "gestern", "reason": "x"}
    assert post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **sent).status_code == 200


def test_photos_are_kept_once_per_key_and_shown_to_the_team_only(app, phone, session, visit):
    post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **AT_SITE)
    path = f"/technician/visits/{visit.id}/photos"
    for _ in range(2):
        sent = post(phone, path, key="photo-0000001", headers=JSON, phase="BEFORE", photo=(picture(), "a.jpg"))
        assert sent.status_code == 200
    paper = session.scalars(select(Document)).one()
    shown = phone.get(f"/technician/documents/{paper.id}")
    assert shown.mimetype == "image/jpeg"
    other = sign_in(app.test_client(), make_technician(session, "Tono"))
    assert other.get(f"/technician/documents/{paper.id}").status_code == 404


def test_a_text_file_is_no_photo(phone, visit):
    post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **AT_SITE)
    junk = (io.BytesIO(b"<html>hello</html>"), "foto.jpg")
    path = f"/technician/visits/{visit.id}/photos"
    assert post(phone, path, key="photo-0000001", headers=JSON, phase="BEFORE", photo=junk).status_code == 422


def signature(drawn: bool) -> str:
    picture = Image.new("RGBA", (300, 120), (255, 255, 255, 255))
    if drawn:
        ImageDraw.Draw(picture).line([(10, 100), (150, 20), (290, 90)], fill=(16, 28, 58, 255), width=4)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def test_the_customer_signs_on_the_screen_and_a_numbered_pdf_follows(app, phone, session, visit):
    post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **AT_SITE)
    path = f"/technician/visits/{visit.id}/bast"
    fields = {"work_done": "Ganti kapasitor", "signer_name": "Pak Agus", "remarks": "", "signer_title": ""}
    empty = post(phone, path, key="bast-0000001", signature=signature(drawn=False), **fields)
    assert (empty.status_code, "masih kosong" in empty.text) == (422, True)
    signed = post(phone, path, key="bast-0000001", signature=signature(drawn=True), **fields)
    assert signed.status_code == 303
    with app.app_context():
        render_documents()
    session.expire_all()
    paper = session.scalars(select(Document).where(Document.kind == DocumentKind.HANDOVER_REPORT)).one()
    assert paper.number.startswith("BAST/")
    assert paper.render_error == ""
    assert phone.get(f"/technician/documents/{paper.id}").data.startswith(b"%PDF-")


def test_a_bast_on_paper_replaces_the_one_before(phone, session, visit):
    post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **AT_SITE)
    path = f"/technician/visits/{visit.id}/bast/paper"
    for number in (1, 2):
        assert post(phone, path, key=f"paper-000000{number}", paper=(picture(), "bast.jpg")).status_code == 303
    papers = session.scalars(select(Document).order_by(Document.id)).all()
    assert [paper.withdrawn_at is None for paper in papers] == [False, True]


def test_days_are_asked_for_once(phone, session, visit):
    post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **AT_SITE)
    path = f"/technician/visits/{visit.id}/extension"
    post(phone, path, key="days-0000001", days="2", reason="Kompresor menyusul")
    post(phone, path, key="days-0000002", days="2", reason="Kompresor menyusul")
    assert session.scalars(select(ExtensionRequest)).one().days == 2
    assert "menunggu keputusan CS" in phone.get(f"/technician/visits/{visit.id}").text


def test_finish_says_what_is_missing(phone, visit):
    post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **AT_SITE)
    refused = post(phone, f"/technician/visits/{visit.id}/finish", key="fin-00000001", headers=JSON)
    assert (refused.status_code, refused.json["error"]) == (409, "not_ready")
    assert "BAST belum ada" in refused.json["message"]


def test_the_app_can_be_installed(client):
    manifest = client.get("/technician/manifest.webmanifest")
    assert manifest.mimetype == "application/manifest+json"
    assert manifest.json["scope"] == "/technician/"
    for icon in manifest.json["icons"]:
        assert client.get(icon["src"]).status_code == 200
    worker = client.get("/technician/sw.js")
    assert worker.mimetype == "text/javascript"
    assert "sigap" in worker.text.lower()
    assert client.get("/technician/offline").status_code == 200


def test_the_queue_gets_a_token_of_the_living_session_only(client, session, budi):
    assert client.get("/technician/token").status_code == 302
    said = sign_in(client, budi).get("/technician/token").json
    assert said["user"] == budi.id
    assert said["csrf_token"]


def test_every_script_and_style_of_the_pages_is_kept_for_days_without_signal(app, phone, visit):
    kept = phone.get("/technician/sw.js").text
    paths = [
        "/technician/",
        f"/technician/visits/{visit.id}",
        f"/technician/visits/{visit.id}/bast",
        "/technician/offline",
    ]
    pages = [phone.get(path).text for path in paths]
    wanted = {
        name for page in pages for name in re.findall(r'(?:src|href)="(/static/[^"#]+\.(?:js|css)(?:\?v=\w+)?)"', page)
    }
    seen: set[str] = set()
    while wanted:
        name = wanted.pop()
        seen.add(name)
        source = phone.get(name).text if name.endswith(".js") else ""
        for other in re.findall(r'(?:^|[;}])import ?(?:[^"\n;]* ?from ?)?"(\.[^"]+)"', source, re.MULTILINE):
            wanted |= {urljoin(name, other)} - seen
    assert any("signature" in name for name in seen)
    assert [name for name in seen if f'"{name}"' not in kept] == []


def test_an_old_link_of_a_replaced_technician_explains(phone, session, visit, budi):
    place = session.scalars(select(Assignment).where(Assignment.technician_id == budi.id)).one()
    place.released_at, place.release_reason = utc_now(), ReleaseReason.REPLACED
    session.flush()
    for path in ("", "/bast"):
        page = phone.get(f"/technician/visits/{visit.id}{path}")
        assert (page.status_code, "bukan milik Anda lagi" in page.text) == (410, True)


def test_only_a_receipt_with_the_key_says_that_something_was_taken(phone, visit):
    said = post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **AT_SITE).json
    assert said["receipt"] == "key-00000001"


def test_the_customers_signature_arrives_later_with_the_time_of_signing(phone, session, visit):
    post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **AT_SITE)
    signed_at, sent_at = utc_now() - timedelta(hours=5), utc_now() + timedelta(hours=1)  # a clock an hour ahead
    fields = {
        "work_done": "Ganti kapasitor",
        "signer_name": "Pak Agus",
        "signature": signature(drawn=True),
        "device_at": (signed_at + timedelta(hours=1)).isoformat(),
        "sent_at": sent_at.isoformat(),
        "offline": "1",
    }
    sent = post(phone, f"/technician/visits/{visit.id}/bast", key="bast-0000001", headers=JSON, **fields)
    assert (sent.status_code, sent.json["receipt"]) == (200, "bast-0000001")
    paper = session.scalars(select(Document).where(Document.kind == DocumentKind.HANDOVER_REPORT)).one()
    assert abs(datetime.fromisoformat(paper.facts["signed_at"]) - signed_at) < timedelta(seconds=30)
    assert paper.facts["work_done"] == "Ganti kapasitor"


def test_a_bast_from_the_queue_that_lacks_a_name_is_refused_with_a_sentence(phone, visit):
    post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **AT_SITE)
    fields = {"work_done": "x", "signer_name": "", "signature": signature(drawn=True)}
    sent = post(phone, f"/technician/visits/{visit.id}/bast", key="bast-0000001", headers=JSON, **fields)
    assert (sent.status_code, "Nama penerima" in sent.json["message"]) == (422, True)


def test_an_end_that_was_forgotten_is_written_down_on_the_next_day(phone, session, visit):
    yesterday = utc_now() - timedelta(hours=30)
    visit.planned_start, visit.planned_end = yesterday, utc_now() + timedelta(hours=8)
    session.flush()
    sent = {**AT_SITE, "offline": "1", "device_at": yesterday.isoformat(), "sent_at": utc_now().isoformat()}
    post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **sent)
    came = session.scalars(select(Attendance)).one()
    page = phone.get(f"/technician/visits/{visit.id}").text
    assert "Simpan jam pulang" in page
    ended = (came.happened_at + timedelta(hours=8)).astimezone(ZoneInfo("Asia/Jakarta"))
    path = f"/technician/visits/{visit.id}/end-of-day"
    fields = {"begun_id": str(came.id), "ended_time": f"{ended:%H:%M}", "reason": "Jam pulang ditulis kemudian"}
    assert post(phone, path, key="end-00000001", headers=JSON, **fields).status_code == 200
    went = session.scalars(select(Attendance).where(Attendance.kind == "CHECK_OUT")).one()
    assert (went.work_date, went.moment_source) == (came.work_date, "GIVEN_LATER")
    assert abs(went.happened_at - ended) < timedelta(minutes=1)
    assert "Simpan jam pulang" not in phone.get(f"/technician/visits/{visit.id}").text
