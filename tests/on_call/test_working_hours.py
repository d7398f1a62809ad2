"""Below SEV2 a policy may wait for working hours."""

import pytest
from sqlalchemy.exc import IntegrityError

from app.models.monitoring.alarm import Severity
from app.models.on_call.escalation import EscalationPolicy
from tests.factories import make_admin
from tests.on_call.conftest import wib
from tests.support.logins import log_in
from tests.support.walking.posting import post
from workflows.incidents import acknowledge_incident, set_severity, snooze_incident
from workflows.on_call import find_escalation


@pytest.fixture
def office(night):
    night.session.add(EscalationPolicy(severity=Severity.SEV3, working_hours=True, stop_at_acknowledgement=True))
    night.session.flush()
    return night


def declare(office, at):
    return office.declare(at, Severity.SEV3)


@pytest.mark.parametrize(
    ("declared", "calls"),
    [
        (wib(7, 59), ["08.00", "08.30", "09.30"]),
        (wib(8), ["08.00", "08.30", "09.30"]),
        (wib(16, 50), ["16.50", "08.20", "09.20"]),  # 10 minutes of Monday and 20 of Tuesday
        (wib(17), ["08.00", "08.30", "09.30"]),
        (wib(22, 50), ["08.00", "08.30", "09.30"]),
        (wib(12, day=28), ["08.00", "08.30", "09.30"]),  # Saturday
    ],
)
def test_levels_are_called_within_working_hours(office, declared, calls):
    declare(office, declared)
    for day in (28, 30, 31):
        office.sweep(*(wib(hour, minute, day) for hour in (8, 9, 10) for minute in (0, 20, 30)))
    assert [at for _name, at in office.calls()] == calls


def test_waiting_is_a_line_of_the_timeline_and_late_is_nobody(office):
    declare(office, wib(22, 50))
    assert office.calls() == []
    assert "Di luar jam kerja: panggilan menunggu" in office.lines()
    office.sweep(wib(8, day=31))
    assert (office.calls(), office.late()) == ([("Andi", "08.00")], [0])


def test_acknowledgement_runs_out_within_working_hours(office):
    incident = declare(office, wib(16, 40))
    acknowledge_incident(office.session, incident_id=incident.id, actor=office.people["Andi"], now=wib(16, 50))
    office.sweep(wib(17, 30), wib(8, 19, 31))
    assert len(office.calls()) == 1
    office.sweep(wib(8, 20, 31))
    assert office.calls()[-1] == ("Andi", "08.20")


def test_severity_that_rises_at_night_calls_at_once(office):
    incident = declare(office, wib(22, 50))
    raised = {"actor": office.people["Beni"], "severity": "SEV1", "reason": "Semua gagal"}
    set_severity(office.session, incident_id=incident.id, now=wib(23, 10), **raised)
    office.sweep(wib(23, 40), wib(8, day=31))
    assert office.calls()[:2] == [("Andi", "23.10"), ("Beni", "23.40")]


@pytest.mark.parametrize("step", ["acknowledge", "snooze"])
@pytest.mark.parametrize("severity", ["SEV1", "SEV4"])
def test_severity_that_changes_does_not_undo_an_answer_of_the_night(office, severity, step):
    incident, andi = declare(office, wib(22, 50)), office.people["Andi"]
    if step == "acknowledge":
        acknowledge_incident(office.session, incident_id=incident.id, actor=andi, now=wib(23))
    else:
        snooze_incident(office.session, incident_id=incident.id, actor=andi, now=wib(23), minutes=60)
    before = find_escalation(office.session, incident.id).status
    changed = {"actor": andi, "severity": severity, "reason": "Ternyata lain"}
    set_severity(office.session, incident_id=incident.id, now=wib(23, 10), **changed)
    assert (find_escalation(office.session, incident.id).status, office.calls()) == (before, [])


@pytest.mark.parametrize("severity", ["SEV1", "SEV2"])
def test_urgent_incidents_never_wait(client, night, severity):
    session = night.session
    session.commit()
    log_in(client, make_admin(session))
    given = dict.fromkeys(("level1_minutes", "level2_minutes", "level3_minutes", "acknowledgement_minutes"), "30")
    answer = post(client, "/admin/escalation-policies/new/", given | {"severity": severity, "working_hours": "y"})
    assert "jam berapa pun" in answer.get_data(as_text=True)
    session.add(EscalationPolicy(severity=Severity(severity), working_hours=True))
    with pytest.raises(IntegrityError):
        session.flush()
