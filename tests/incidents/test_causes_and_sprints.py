"""Incidents by cause, bugs by sprint, and the same figures for programs."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select, true

from app.core.errors import Invalid
from app.models.accounts.user import Role
from app.models.feedback.bug import BugReport
from app.models.incidents.cause import IncidentCause
from app.models.incidents.incident import Incident, IncidentKind
from app.models.incidents.sprint import Sprint
from tests.api.conftest import key_of
from tests.bugs.reports import make_bug
from tests.factories import NOW, make_admin, make_company, make_user
from tests.support.logins import log_in
from tests.support.walking.posting import post
from workflows.incidents import declare_incident, list_causes, read_incident_measures, set_cause
from workflows.service_measures import list_sprint_bugs

TODAY = NOW.date()


@pytest.fixture
def ani(session):
    make_company(session)
    return make_admin(session)


def declared(session, **given) -> Incident:
    values = {"title": "Portal mati", "severity": "SEV3", "actor": None, "now": NOW - timedelta(hours=2)}
    return declare_incident(session, **values | given)


def cause(session, name) -> IncidentCause:
    return session.scalars(select(IncidentCause).where(IncidentCause.name == name)).one()


def test_incidents_are_counted_by_their_cause(session, ani):
    for name in ("Kapasitas", "Rilis", "Rilis", ""):
        incident = declared(session)
        if name:
            set_cause(session, incident_id=incident.id, actor=ani, now=NOW, cause_id=cause(session, name).id)
    found = read_incident_measures(session, first=TODAY, last=TODAY, visible=true(), now=NOW)
    assert found.by_cause == [("Rilis", 2), ("", 1), ("Kapasitas", 1)]


def test_cause_that_is_no_longer_used_is_not_offered_and_keeps_its_incidents(session, ani):
    incident, old = declared(session), cause(session, "Kapasitas")
    set_cause(session, incident_id=incident.id, actor=ani, now=NOW, cause_id=old.id)
    old.is_active = False
    session.flush()
    assert old not in list_causes(session)
    with pytest.raises(Invalid):
        set_cause(session, incident_id=declared(session).id, actor=ani, now=NOW, cause_id=old.id)
    assert incident.cause is old


def test_cause_is_chosen_from_the_list_on_the_incidents_page(client, session, ani):
    incident = declared(session)
    session.commit()
    log_in(client, ani)
    page = client.get(f"/admin/incidents/{incident.id}/set_cause").get_data(as_text=True)
    assert "Basis data" in page
    post(client, f"/admin/incidents/{incident.id}/set_cause", {"cause_id": cause(session, "Basis data").id})
    session.refresh(incident)
    assert incident.cause.name == "Basis data"
    assert "Basis data" in client.get(f"/admin/incidents/details/?id={incident.id}").get_data(as_text=True)


def bug(session, reporter, found, fixed=None) -> BugReport:
    made = make_bug(session, reporter)
    made.created_at = NOW + timedelta(days=found)
    made.fixed_at = NOW + timedelta(days=fixed) if fixed is not None else None
    session.flush()
    return made


def test_bugs_are_counted_in_the_sprint_of_their_day(session, connection, ani):
    days = [TODAY + timedelta(days=one) for one in (-14, -8, -7, -1)]
    session.add_all(
        [
            Sprint(name="Sprint 1", first_date=days[0], last_date=days[1]),
            Sprint(name="Sprint 2", first_date=days[2], last_date=days[3]),
        ]
    )
    session.flush()
    for found, fixed in ((-14, -8), (-8, -7), (-7, None), (0, 0)):
        bug(session, ani, found, fixed)
    statements: list[str] = []
    event.listen(connection, "before_cursor_execute", lambda *given: statements.append(given[2]))
    found = list_sprint_bugs(session, first=TODAY - timedelta(days=29), last=TODAY)
    assert sum("sprints" in one for one in statements) == 1
    assert sum("bug_reports" in one for one in statements) == 1
    assert [(one.sprint.name, one.found, one.fixed) for one in found] == [("Sprint 2", 1, 1), ("Sprint 1", 2, 1)]
    assert list_sprint_bugs(session, first=TODAY, last=TODAY) == []


def test_measures_are_read_by_sprint_with_a_chart_its_markers_and_a_table(client, session, ani):
    incident = declared(session)
    session.commit()
    log_in(client, ani)
    days = {"first_date": f"{TODAY:%d/%m/%Y}", "last_date": f"{TODAY:%d/%m/%Y}"}
    backwards = days | {"last_date": f"{TODAY - timedelta(days=1):%d/%m/%Y}"}
    assert "sebelum hari pertama" in post(client, "/admin/sprints/new/", backwards | {"name": "S"}).get_data(
        as_text=True
    )
    post(client, "/admin/sprints/new/", days | {"name": "Sprint Merdeka"})
    sprint = session.scalars(select(Sprint)).one()
    assert (sprint.first_date, sprint.last_date) == (TODAY, TODAY)
    page = client.get(f"/admin/incident-measures/?sprint={sprint.id}").get_data(as_text=True)
    assert f"<title>{incident.number}</title>" in page
    assert page.count("Sprint Merdeka") == 2  # the choice, and its bugs
    assert "Insiden per hari" in page
    file = client.get(f"/admin/incident-measures/export.csv?sprint={sprint.id}").get_data(as_text=True)
    assert "Sprint Merdeka: Ditemukan di dalamnya" in file


def read_of(client, session, person):
    secret = key_of(session, person, ["incident_measures:read"])
    session.commit()
    return client.get("/api/v1/incident_measures", headers={"Authorization": f"Bearer {secret}"}).json


def test_programs_read_the_same_figures_and_nothing_of_what_is_restricted(client, session, ani):
    dewi = make_user(session, "Dewi", Role.CS)
    declared(session)
    declared(session, kind=IncidentKind.SECURITY, component="Rahasia")
    counts = {person.id: read_of(client, session, person) for person in (ani, dewi)}
    assert {one: found["figures"][0]["value"] for one, found in counts.items()} == {ani.id: 2, dewi.id: 1}
    assert "Rahasia" not in str(counts[dewi.id])
    assert counts[dewi.id]["by_cause"] == [{"name": "", "count": 1, "before": 0}]
