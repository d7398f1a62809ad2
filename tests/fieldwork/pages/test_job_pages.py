"""The technician's home and the page of a job."""

import re
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from sqlalchemy import event, select

from app.core.clock import utc_now
from app.core.db import db
from app.models.visits.assignment import Assignment, ReleaseReason
from app.models.visits.fieldwork import ExtensionRequest
from tests.factories import make_assignment, make_technician, make_visit
from tests.fieldwork.pages.phone import AT_SITE, JSON, picture, post
from tests.support.people import sign_in


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


def test_every_script_style_and_icon_of_the_pages_is_kept_for_days_without_signal(app, phone, visit):
    kept = phone.get("/technician/sw.js").text
    paths = [
        "/technician/",
        f"/technician/visits/{visit.id}",
        f"/technician/visits/{visit.id}/bast",
        "/technician/offline",
    ]
    pages = [phone.get(path).text for path in paths]
    wanted = {
        name
        for page in pages
        for name in re.findall(r'(?:src|href)="(/static/[^"#]+\.(?:js|css|svg)(?:\?v=\w+)?)[#"]', page)
    }
    seen: set[str] = set()
    while wanted:
        name = wanted.pop()
        seen.add(name)
        source = "" if ".svg" in name else phone.get(name).text
        if ".css" in name:
            wanted |= {urljoin(name, other) for other in re.findall(r'url\("?(\.[^")]+)"?\)', source)} - seen
        for other in re.findall(r'(?:^|[;}])import ?(?:[^"\n;]* ?from ?)?"(\.[^"]+)"', source, re.MULTILINE):
            wanted |= {urljoin(name, other)} - seen
    assert all(any(part in name for name in seen) for part in ("chevron", "signature", "sprite"))
    assert [name for name in seen if f'"{name}"' not in kept] == []


def test_an_old_link_of_a_replaced_technician_explains(phone, session, visit, budi):
    place = session.scalars(select(Assignment).where(Assignment.technician_id == budi.id)).one()
    place.released_at, place.release_reason = utc_now(), ReleaseReason.REPLACED
    session.flush()
    for path in ("", "/bast"):
        page = phone.get(f"/technician/visits/{visit.id}{path}")
        assert (page.status_code, "bukan milik Anda lagi" in page.text) == (410, True)
