"""The static copy: what it says, in both languages, in Statuspage's own shape, and how it is written."""

import json
import os
import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import time_machine

from app.jobs.status.write_status import write_copy
from app.models.monitoring.alarm import Severity
from tests.factories import NOW
from tests.monitoring.factories import MINUTE
from tests.monitoring.test_checks_run import look
from tests.status.conftest import publish
from workflows.incidents import VERBS, declare_incident, publish_update
from workflows.status import plan_maintenance

ATOM = "{http://www.w3.org/2005/Atom}"


def test_percentages_have_the_comma_of_their_language(session, rani, checked_portal, copy):
    checked_portal.created_at = NOW - timedelta(days=30)
    look(session, checked_portal.check, "DDDDDDDDDDUU")
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        folder = copy()
    page, english = ((folder / name).read_text() for name in ("index.html", "en/index.html"))
    assert re.search(r"<dd>99,\d+ %", page)
    assert not re.search(r"\d\.\d+ ?%", page)
    assert re.search(r"<dd>99\.\d+ %", english)
    assert not re.search(r"\d,\d+ ?%", english)


def test_page_is_written_in_both_languages_and_escapes_what_people_wrote(session, rani, checked_portal, copy):
    publish(session, rani)
    folder = copy()
    page, english = ((folder / name).read_text() for name in ("index.html", "en/index.html"))
    assert 'lang="id"' in page
    assert "Sebagian layanan terganggu" in page
    assert "Kami &lt;selidiki&gt;" in page
    assert 'lang="en"' in english
    assert "We look into it" in english
    assert "style=" not in page
    assert not list(folder.rglob(".new-*"))


def test_json_has_the_shape_of_statuspage(session, rani, checked_portal, copy):
    incident = publish(session, rani)
    plan_maintenance(
        session, title="Ganti disk", text="Sebentar", component_ids=[checked_portal.id], starts_at=NOW + 60 * MINUTE,
        ends_at=NOW + 90 * MINUTE, actor=rani, now=NOW,
    )  # fmt: skip
    folder = copy() / "api" / "v2"
    summary = json.loads((folder / "summary.json").read_text())
    assert list(summary) == ["page", "components", "incidents", "scheduled_maintenances", "status"]
    assert list(summary["page"]) == ["id", "name", "url", "time_zone", "updated_at"]
    assert summary["status"] == {"indicator": "major", "description": "Partial System Outage"}
    group, leaf = summary["components"]
    assert (group["group"], group["components"], "components" in leaf) == (True, [leaf["id"]], False)
    assert list(leaf) == [
        "id", "name", "status", "created_at", "updated_at", "position", "description", "showcase", "start_date",
        "group_id", "page_id", "group", "only_show_if_degraded",
    ]  # fmt: skip
    [told] = summary["incidents"]
    assert list(told) == [
        "id", "name", "status", "created_at", "updated_at", "monitoring_at", "resolved_at", "impact", "shortlink",
        "started_at", "page_id", "incident_updates", "components", "reminder_intervals",
    ]  # fmt: skip
    assert (told["status"], told["impact"], told["updated_at"][19:23]) == ("investigating", "major", ".000")
    [plan] = summary["scheduled_maintenances"]
    assert (plan["status"], plan["impact"], "scheduled_for" in plan) == ("scheduled", "maintenance", True)
    VERBS["resolve"](session, incident_id=incident.id, actor=rani, now=NOW, outcome="x")
    copy()
    assert json.loads((folder / "incidents/unresolved.json").read_text())["incidents"] == []
    assert json.loads((folder / "incidents.json").read_text())["incidents"][0]["status"] == "resolved"


def test_feeds_have_one_entry_for_an_incident_under_an_id_that_stays(session, rani, checked_portal, copy):
    incident = publish(session, rani)
    first = ET.fromstring((copy() / "history.atom").read_bytes())
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW + MINUTE, text="Ketemu", text_en="Found")
    folder = copy()
    second = ET.fromstring((folder / "history.atom").read_bytes())
    ids = [feed.findtext(f"{ATOM}entry/{ATOM}id") for feed in (first, second)]
    assert ids[0] == ids[1]
    content = second.findtext(f"{ATOM}entry/{ATOM}content") or ""
    assert content.index("Found") < content.index("We look into it")
    assert second.findtext(f"{ATOM}entry/{ATOM}updated") == (NOW + MINUTE).isoformat().replace("+00:00", "Z")
    assert len(ET.fromstring((folder / "history.rss").read_bytes()).findall("channel/item")) == 1
    assert "partial outage" in (folder / "badge.svg").read_text()


def test_empty_page_says_so(session, rani, copy):
    assert "Belum ada layanan yang ditampilkan." in (copy() / "index.html").read_text()


def test_web_serves_the_copy_and_marks_an_old_one_frozen(app_with, session, rani, checked_portal, tmp_path):

    app = app_with(status_dir=tmp_path)
    client = app.test_client()
    assert client.get("/status/").status_code == 404
    session.commit()
    with app.test_request_context():
        write_copy(session, tmp_path)
    fresh = client.get("/status/")
    assert (fresh.status_code, b'class="frozen"' in fresh.data) == (200, False)
    assert client.get("/status/api/v2/status.json").headers["Access-Control-Allow-Origin"] == "*"
    for path in (tmp_path / "index.html", tmp_path / "en" / "index.html"):
        os.utime(path, (NOW.timestamp() - 301, NOW.timestamp() - 301))
    assert b'class="frozen"' in client.get("/status/en/").data
    for wrong in ("/status/../index.html", "/status/%2e%2e/x", "/status/api", "/status/.new-x"):
        assert client.get(wrong).status_code == 404


def test_feeds_stay_xml_whatever_people_wrote(session, rani, checked_portal, copy):
    odd = "mati\x0b\x01]]> <script>x</script>\ufffe & \u202e selesai"
    incident = publish(session, rani, title=odd)
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW, text=odd, text_en=odd)
    folder = copy()
    for name in ("history.atom", "history.rss"):
        content = (folder / name).read_text()
        assert "<script" not in content
        ET.fromstring(content)


def test_incident_that_ended_without_public_news_reads_as_over_and_cannot_be_joined(
    session, rani, checked_portal, copy
):
    incident = declare_incident(
        session, title="Lambat", severity=Severity.SEV2, component="Portal", actor=rani, now=NOW
    )
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW, text="Kami selidiki")
    joined = f"status-reports/{incident.number}"
    assert joined in (copy() / "index.html").read_text()
    VERBS["resolve"](session, incident_id=incident.id, actor=rani, now=NOW + 5 * MINUTE, outcome="Selesai di sini")
    folder = copy()
    page = (folder / "index.html").read_text()
    assert joined not in page
    assert re.search(r"<strong>Selesai</strong>.*<strong>Terdeteksi</strong>", page, re.DOTALL)
    assert "Selesai di sini" not in page
    assert "&lt;strong&gt;Resolved&lt;/strong&gt;" in (folder / "history.atom").read_text()
