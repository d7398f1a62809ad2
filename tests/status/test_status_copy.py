"""The static copy: what it says, in both languages, in Statuspage's own shape, and how it is written."""

import json
import os
import re
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.status.write_status import write_copy
from app.models.accounts.user import Role
from app.models.incidents.incident import Incident, IncidentKind
from app.models.monitoring.alarm import Severity
from app.models.monitoring.check import CheckState
from app.models.status.status_page import ComponentState, MaintenanceStatus, StatusComponent
from tests.factories import NOW, make_company, make_user
from tests.monitoring.factories import MINUTE, make_a_check, news
from tests.monitoring.test_checks_run import look
from workflows.incidents import VERBS, declare_incident, publish_update
from workflows.monitoring import tell_alarm
from workflows.status import collect_status, plan_maintenance, sweep_maintenance

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def rani(session: Session):
    make_company(session)
    return make_user(session, "Rani", Role.DEVOPS)


@pytest.fixture
def portal(session: Session, rani) -> StatusComponent:
    check = make_a_check(session)
    made = StatusComponent(
        name="Portal", group_name="Pelanggan", check_id=check.id, created_at=NOW - timedelta(days=30), position=1
    )
    session.add(made)
    session.flush()
    return made


@pytest.fixture
def copy(app: Flask, session: Session, tmp_path: Path):
    """Return a function that writes the copy and gives its folder."""

    def write() -> Path:
        session.commit()
        session.expire_all()
        with app.test_request_context():
            write_copy(session, tmp_path)
        return tmp_path

    return write


def state(session: Session) -> ComponentState:
    session.expire_all()
    return collect_status(session, now=NOW + 10 * MINUTE).components[0].state


def publish(session: Session, actor, **given):
    values = {"title": "Pembayaran gagal", "severity": Severity.SEV2, "component": "Portal"} | given
    incident = declare_incident(session, actor=actor, now=NOW, **values)
    publish_update(
        session, incident_id=incident.id, actor=actor, now=NOW, text="Kami <selidiki>", text_en="We look into it"
    )
    return incident


def test_state_is_the_worst_of_check_hand_and_public_incident(session, rani, portal):
    assert state(session) == ComponentState.OPERATIONAL
    portal.hand_state = ComponentState.DEGRADED
    session.flush()
    assert state(session) == ComponentState.DEGRADED
    publish(session, rani)
    assert state(session) == ComponentState.PARTIAL
    look(session, portal.check, "DDD")
    assert state(session) == ComponentState.MAJOR


def test_incident_without_public_news_is_not_on_the_page_and_a_security_one_never(session, rani, portal):
    declare_incident(
        session, title="Belum diberitakan", severity=Severity.SEV1, actor=rani, now=NOW, component="Portal"
    )
    hidden = publish(session, rani)
    hidden.kind = IncidentKind.SECURITY
    session.flush()
    report = collect_status(session, now=NOW)
    assert (report.incidents, report.components[0].state) == ((), ComponentState.OPERATIONAL)


def test_downtime_lowers_the_day_and_maintenance_leaves_the_base(session, rani, portal):
    look(session, portal.check, "DDDDDDDDDDUU")
    report = collect_status(session, now=NOW + timedelta(hours=1))
    assert report.components[0].uptimes[1].down == 10 * MINUTE
    assert report.components[0].uptimes[90].base == timedelta(days=30, hours=1)
    assert report.components[0].days[-1][1].down == 10 * MINUTE
    assert report.components[0].days[0][1].percent() == "–"  # before the component was there


def test_percentages_have_the_comma_of_their_language(session, rani, portal, copy):
    portal.created_at = NOW - timedelta(days=30)
    look(session, portal.check, "DDDDDDDDDDUU")
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        folder = copy()
    page, english = ((folder / name).read_text() for name in ("index.html", "en/index.html"))
    assert re.search(r"<dd>99,\d+ %", page)
    assert not re.search(r"\d\.\d+ ?%", page)
    assert re.search(r"<dd>99\.\d+ %", english)
    assert not re.search(r"\d,\d+ ?%", english)


def test_announced_maintenance_begins_and_ends_by_itself_and_mutes_the_check(session, rani, portal):
    plan = plan_maintenance(
        session, title="Ganti disk", text="", component_ids=[portal.id], starts_at=NOW + 5 * MINUTE,
        ends_at=NOW + 35 * MINUTE, actor=rani, now=NOW,
    )  # fmt: skip
    sweep_maintenance(session, now=NOW + 5 * MINUTE)
    session.refresh(plan)
    assert (plan.status, state(session)) == (MaintenanceStatus.IN_PROGRESS, ComponentState.UNDER_MAINTENANCE)
    look(session, portal.check, "DDDD", first=6)
    session.refresh(portal.check)
    assert portal.check.status == CheckState.DOWN
    assert (
        tell_alarm(session, news(source="CHECK", fingerprint=f"check:{portal.check_id}", firing=False), now=NOW) is None
    )
    sweep_maintenance(session, now=NOW + 35 * MINUTE)
    session.refresh(plan)
    assert plan.status == MaintenanceStatus.COMPLETED
    report = collect_status(session, now=NOW + 60 * MINUTE)
    assert report.components[0].uptimes[1].down == 25 * MINUTE  # from its announced end on


def test_page_is_written_in_both_languages_and_escapes_what_people_wrote(session, rani, portal, copy):
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


def test_json_has_the_shape_of_statuspage(session, rani, portal, copy):
    incident = publish(session, rani)
    plan_maintenance(
        session, title="Ganti disk", text="Sebentar", component_ids=[portal.id], starts_at=NOW + 60 * MINUTE,
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


def test_feeds_have_one_entry_for_an_incident_under_an_id_that_stays(session, rani, portal, copy):
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


def test_web_serves_the_copy_and_marks_an_old_one_frozen(app_with, session, rani, portal, tmp_path):

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


def test_feeds_stay_xml_whatever_people_wrote(session, rani, portal, copy):
    odd = "mati\x0b\x01]]> <script>x</script>\ufffe & \u202e selesai"
    incident = publish(session, rani, title=odd)
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW, text=odd, text_en=odd)
    folder = copy()
    for name in ("history.atom", "history.rss"):
        content = (folder / name).read_text()
        assert "<script" not in content
        ET.fromstring(content)


def test_incident_that_ended_without_public_news_reads_as_over_and_cannot_be_joined(session, rani, portal, copy):
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


@pytest.mark.parametrize(
    ("component", "severity", "word"),
    [("", Severity.SEV1, "critical"), ("", Severity.SEV4, "none"), ("Bukan komponen", Severity.SEV3, "minor")],
)
def test_page_is_not_green_over_an_open_public_incident_of_no_component(
    session, rani, portal, component, severity, word
):
    given = {"title": "Lambat", "severity": severity, "component": component}
    incident = declare_incident(session, actor=rani, now=NOW, **given)
    assert collect_status(session, now=NOW).indicator == "none"  # nobody outside was told
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW, text="Kami selidiki")
    assert collect_status(session, now=NOW).indicator == word
    VERBS["resolve"](session, incident_id=incident.id, actor=rani, now=NOW, outcome="Beres")
    assert collect_status(session, now=NOW).indicator == "none"


def test_alarm_of_a_check_belongs_to_the_component_that_follows_it(session, rani, portal):
    look(session, portal.check, "UDDD")
    assert session.scalars(select(Incident.component)).all() == ["Portal"]
