"""Components and groups of the status page have English names; where one is missing the Indonesian one stands."""

from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from app.jobs.status.write_status import files_of
from app.models.monitoring.alarm import Severity
from app.models.status.status_page import StatusComponent
from app.policies.company_time import company_zone
from tests.factories import NOW
from tests.support.logins import log_in
from tests.support.people import submit
from workflows.incidents import declare_incident, fill_template, publish_update
from workflows.status import answers, collect_status, mirror_components, plan_maintenance

URL = "https://status.firma.id/status/"
GROUP = {"group_name": "Pelanggan", "position": 1}


@pytest.fixture
def shown(session, rani):
    session.add_all(
        [
            StatusComponent(name="Pembayaran", **GROUP),
            StatusComponent(
                name="Portal pelanggan", name_en="Customer portal", group_name_en="Customers",
                description="Halaman pelanggan", description_en="What customers open", **GROUP,
            ),
            StatusComponent(name="Gudang", position=2),
        ]
    )  # fmt: skip
    session.flush()
    given = {"title": "Lambat", "severity": Severity.SEV3, "component": "Portal pelanggan"}
    incident = declare_incident(session, actor=rani, now=NOW, **given)
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW, text="Kami selidiki")
    return incident


def test_page_of_each_language_names_them_in_it(app: Flask, session, shown):
    with app.test_request_context():
        files = {name: body.decode() for name, body in files_of(collect_status(session, now=NOW), URL)}
    words = {
        "Portal pelanggan": "Customer portal",
        "Pelanggan": "Customers",
        "Halaman pelanggan": "What customers open",
    }
    for indonesian, english in words.items():
        assert f">{indonesian}<" in files["index.html"]
        assert f">{english}<" in files["en/index.html"]
        assert english not in files["index.html"]
        assert f">{indonesian}<" not in files["en/index.html"]
    assert ">Pembayaran<" in files["en/index.html"]


def test_public_json_is_english_under_ids_that_stay(session, rani, shown):
    plan_maintenance(
        session, title="Disk", text="Lambat sebentar", text_en="Slow for a while", component_ids=[1], starts_at=NOW,
        ends_at=NOW.replace(hour=23), actor=rani, now=NOW,
    )  # fmt: skip
    report = collect_status(session, now=NOW)
    told = answers(report, url=URL)
    rows = {one["name"]: one for one in told["components.json"]["components"]}
    assert set(rows) == {"Customers", "Pembayaran", "Customer portal", "Gudang"}
    assert rows["Customer portal"]["description"] == "What customers open"
    (incident,) = told["incidents.json"]["incidents"]
    assert incident["components"][0]["name"] == "Customer portal"
    assert incident["incident_updates"][0]["affected_components"][0]["name"] == "Customer portal"
    (plan,) = told["scheduled-maintenances.json"]["scheduled_maintenances"]
    assert plan["incident_updates"][0]["body"] == "Slow for a while"
    for one in report.components:
        one.component.name_en = one.component.group_name_en = ""
    before = {name: row["id"] for name, row in rows.items()}
    after = {row["name"]: row["id"] for row in answers(report, url=URL)["components.json"]["components"]}
    assert (after["Pelanggan"], after["Portal pelanggan"]) == (before["Customers"], before["Customer portal"])


def test_mirror_and_templates_use_the_english_name(session, shown):
    mirror_components(session, now=NOW)
    session.expire_all()
    one = next(one.component for one in collect_status(session, now=NOW).components if one.component.name_en)
    assert (one.mirrored["name"], one.mirrored_names) == ("Customer portal", ["Customer portal"])
    zone = ZoneInfo(company_zone(session))
    english = fill_template(session, "{layanan}", shown, zone=zone, english=True)
    assert (english, fill_template(session, "{layanan}", shown, zone=zone)) == (
        "Customer portal",
        "Portal pelanggan",
    )


def test_form_keeps_them_and_subscribers_choose_in_their_language(client, session, rani):
    session.commit()
    log_in(client, rani)
    given = {"name": "Portal", "name_en": "Gateway", "group_name": "Umum", "group_name_en": "General"}
    more = {"position": 0, "check_id": 0, "hand_state": "operational"}
    submit(client, "/admin/status-components/new/", to="", **given, **more)
    made = session.query(StatusComponent).one()
    assert (made.name_en, made.group_name_en) == ("Gateway", "General")
    rani.locale = "en"
    session.commit()
    assert "Gateway" in client.get("/subscribe").text
