"""The pages of monitoring, incidents, on call and the status page, with something on them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.models.accounts.user import Role
from app.models.incidents.incident import IncidentKind
from app.models.monitoring.alarm import Severity
from app.models.on_call.schedule import EmergencyContact, OnCallLayer
from app.models.status.status_page import StatusComponent
from tests.factories import NOW, make_admin, make_company, make_user
from tests.monitoring.factories import make_a_check, news
from tests.monitoring.test_checks_run import look
from tests.support.logins import log_in
from workflows.incidents import (
    add_action_item,
    command_incident,
    declare_incident,
    note_incident,
    publish_update,
    resolve_incident,
)
from workflows.monitoring import notify_of_alarm
from workflows.status import plan_maintenance


@pytest.fixture
def lived(session):
    """One of everything; gives the admin and the paths to look at."""
    make_company(session)
    ani = make_admin(session)
    session.add(OnCallLayer(level=1, name="L1", people=[ani.id], started_at=NOW, from_hour=8, until_hour=17))
    check = make_a_check(session)
    look(session, check, "UDDD")
    alarm = notify_of_alarm(session, news(), now=NOW)
    incident = declare_incident(session, title="Pembayaran gagal", severity=Severity.SEV1, actor=ani, now=NOW)
    publish_update(session, incident_id=incident.id, actor=ani, now=NOW, text="Kami selidiki")
    add_action_item(
        session, incident_id=incident.id, actor=ani, now=NOW, title="Ganti kunci", owner=ani.username, due=NOW.date()
    )
    resolve_incident(session, incident_id=incident.id, actor=ani, now=NOW, outcome="Kunci diganti")
    component = StatusComponent(name="Portal", check_id=check.id)
    contact = EmergencyContact(name="Pak Joko", duty="Basis data", phone_e164="+628123456789")
    session.add_all([component, contact])
    session.flush()
    plan = plan_maintenance(
        session, title="Ganti disk", text="", component_ids=[component.id], starts_at=NOW + timedelta(hours=1),
        ends_at=NOW + timedelta(hours=2), actor=ani, now=NOW,
    )  # fmt: skip
    session.commit()
    details = {"checks": check, "alarms": alarm, "incidents": incident, "status-components": component}
    details |= {"maintenance": plan, "emergency-contacts": contact}
    return ani, [f"/admin/{name}/details/?id={record.id}" for name, record in details.items()]


def test_every_page_shows_what_there_is(client, session, lived):
    ani, details = lived
    log_in(client, ani)
    lists = (
        "alarms",
        "checks",
        "emergency-contacts",
        "incidents",
        "maintenance",
        "monitoring",
        "monitoring/rows",
        "on-call",
    )
    forms = ("checks", "emergency-contacts", "escalation-policies", "incidents", "maintenance", "on-call-layers")
    paths = [*details, *(f"/admin/{name}/".replace("rows/", "rows") for name in lists)]
    paths += [f"/admin/{name}/new/" for name in forms]
    paths += [path.replace("/details/", "/edit/") for path in details if "/checks/" in path or "components" in path]
    paths += [f"/admin/on-call-layers/edit/?id={session.scalar(select(OnCallLayer.id))}"]
    codes = {path: client.get(path).status_code for path in paths}
    assert {path: code for path, code in codes.items() if code != 200} == {}


def test_incident_page_has_its_timeline_post_mortem_and_items(client, lived):
    ani, details = lived
    log_in(client, ani)
    page = client.get(next(path for path in details if "/incidents/" in path)).get_data(as_text=True)
    for words in ("Kami selidiki", "Kabar publik", "Wajib ditulis paling lambat", "Ganti kunci", "Kunci diganti"):
        assert words in page


def test_security_incident_is_not_found_by_a_developer(client, session, lived):
    ani, _details = lived
    hidden = declare_incident(
        session, title="Kebocoran", severity=Severity.SEV1, kind=IncidentKind.SECURITY, actor=ani, now=NOW
    )
    session.commit()
    log_in(client, make_user(session, "Fajar", Role.DEVELOPER))
    assert "Kebocoran" not in client.get("/admin/incidents/").get_data(as_text=True)
    answer = client.get(f"/admin/incidents/details/?id={hidden.id}")
    assert "Kebocoran" not in answer.get_data(as_text=True)
    assert "Kebocoran" not in client.get("/admin/incidents/export/csv/").get_data(as_text=True)


def test_what_the_system_writes_into_the_timeline_is_read_in_both_languages(app, client, session):
    make_company(session)
    dimas = make_user(session, "Dimas", Role.DEVOPS)
    with app.app_context():
        incident = declare_incident(session, title="Lambat", severity=Severity.SEV3, actor=dimas, now=NOW)
        command_incident(session, incident_id=incident.id, actor=dimas, now=NOW)
        note_incident(session, incident_id=incident.id, actor=dimas, now=NOW, text="Catatan orang")
    session.commit()
    log_in(client, dimas)
    pages = {}
    for locale in ("en", "id"):
        dimas.locale = locale
        session.commit()
        pages[locale] = client.get(f"/admin/incidents/details/?id={incident.id}").get_data(as_text=True)
    for indonesian, english in (("Komandan: Dimas", "Commander: Dimas"), ("piket kosong", "nobody on call")):
        assert (indonesian in pages["id"], indonesian in pages["en"], english in pages["en"]) == (True, False, True)
    assert "Catatan orang" in pages["en"]
