"""The standard policy: what is not Dipantau or Selesai goes on to the next level, acknowledged or not."""

import pytest
from sqlalchemy import select

from app.core.errors import DomainError
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from app.models.monitoring.alarm import Severity
from app.models.on_call.escalation import EscalationPolicy
from app.models.on_call.schedule import OnCallLayer
from tests.on_call.conftest import make_layer, wib
from workflows.incidents import (
    acknowledge_incident,
    extend_incident,
    note_incident,
    resolve_incident,
    set_severity,
    watch_incident,
)
from workflows.on_call import acknowledge_call, call_level, find_escalation, note_shifts


def test_levels_go_on_after_an_acknowledgement(night):
    incident = night.declare(wib(22, 50))
    acknowledge_incident(night.session, incident_id=incident.id, actor=night.people["Andi"], now=wib(23, 5))
    night.sweep(wib(23, 20), wib(23, 35), wib(0, 20, 31), wib(2, 20, 31))
    assert night.calls() == [("Andi", "22.50"), ("Beni", "23.20"), ("Citra", "00.20")]
    assert len(night.told("incident.decide")) == 1


@pytest.mark.parametrize("step", ["resolve", "watch"])
def test_levels_stop_once_it_is_in_hand(night, step):
    incident, andi = night.declare(wib(22, 50)), night.people["Andi"]
    if step == "watch":
        watch_incident(night.session, incident_id=incident.id, actor=andi, now=wib(23, 10), note="Dimulai ulang")
    else:
        resolve_incident(night.session, incident_id=incident.id, actor=andi, now=wib(23, 10), outcome="Dimulai ulang")
    night.sweep(wib(23, 20), wib(2, 30, 31))
    assert night.calls() == [("Andi", "22.50")]


def test_activity_does_not_move_the_levels(night):
    incident, andi = night.declare(wib(22, 50)), night.people["Andi"]
    acknowledge_incident(night.session, incident_id=incident.id, actor=andi, now=wib(23, 5))
    note_incident(night.session, incident_id=incident.id, actor=andi, now=wib(23, 19), text="Masih dicari")
    night.sweep(wib(23, 20))
    assert night.calls()[-1] == ("Beni", "23.20")


def test_late_acknowledgement_tells_both_and_level_three_still_comes(night):
    incident = night.declare(wib(22, 50))
    night.sweep(wib(23, 20))
    acknowledge_incident(night.session, incident_id=incident.id, actor=night.people["Andi"], now=wib(23, 25))
    assert [night.name(one["user_id"]) for one in night.told("incident.taken")] == ["Andi", "Beni"]
    night.sweep(wib(0, 20, 31))
    assert night.calls()[-1] == ("Citra", "00.20")


def test_whoever_has_it_may_ask_for_time_and_nobody_else(night):
    incident, andi = night.declare(wib(22, 50)), night.people["Andi"]
    acknowledge_incident(night.session, incident_id=incident.id, actor=andi, now=wib(23, 5))
    with pytest.raises(DomainError):
        extend_incident(
            night.session, incident_id=incident.id, actor=night.people["Beni"], now=wib(23, 6), minutes=30, reason="x"
        )
    extend_incident(
        night.session, incident_id=incident.id, actor=andi, now=wib(23, 10), minutes=30, reason="Cadangan dipulihkan"
    )
    night.sweep(wib(23, 49))
    assert len(night.calls()) == 1
    night.sweep(wib(23, 50))
    assert night.calls()[-1] == ("Beni", "23.50")
    assert any("Cadangan dipulihkan" in line for line in night.lines())


def test_person_who_left_is_not_called(night):
    night.session.get_one(User, night.people["Andi"].id).status = "INACTIVE"
    night.session.flush()
    night.declare(wib(22, 50))
    assert night.calls() == [("Beni", "22.50")]
    assert night.session.scalar(select(Incident.number)).startswith("INS-2026-")


def test_acknowledgement_does_not_run_out_because_the_levels_go_on(night):
    incident = night.declare(wib(22, 50))
    acknowledge_incident(night.session, incident_id=incident.id, actor=night.people["Andi"], now=wib(23, 5))
    night.sweep(wib(23, 35))
    assert night.calls() == [("Andi", "22.50"), ("Beni", "23.35")]  # Beni as level 2, Andi not again


def test_acknowledged_before_the_hand_over_it_stays_theirs_and_level_two_comes(night):
    session, people = night.session, night.people
    session.add(make_layer(1, [people["Andi"].id, people["Dimas"].id], rank=1))
    session.flush()
    incident = night.declare(wib(8, 50, 37))
    note_shifts(session, now=wib(8, 51, 37))
    acknowledge_call(session, incident_id=incident.id, actor=people["Andi"], now=wib(8, 55, 37))
    note_shifts(session, now=wib(9, 0, 37))
    assert find_escalation(session, incident.id).acknowledged_by_id == people["Andi"].id
    assert [night.name(one["user_id"]) for one in night.told("incident.handed_over")] == ["Dimas"]
    night.sweep(wib(9, 20, 37))
    assert night.calls()[-1] == ("Beni", "09.20")


def test_higher_severity_brings_the_next_level_forward_after_an_acknowledgement_too(night):
    night.session.add(EscalationPolicy(severity=Severity.SEV1, level1_minutes=5))
    incident, andi = night.declare(wib(22, 50)), night.people["Andi"]
    acknowledge_incident(night.session, incident_id=incident.id, actor=andi, now=wib(22, 55))
    set_severity(night.session, incident_id=incident.id, actor=andi, now=wib(23, 0), severity="SEV1", reason="Semua")
    night.sweep(wib(23, 4))
    assert len(night.calls()) == 1
    night.sweep(wib(23, 5))
    assert night.calls()[-1] == ("Beni", "23.05")


def test_clock_that_was_moved_back_calls_nobody_twice_and_forward_nobody_less(night):
    night.declare(wib(22, 50))
    night.sweep(wib(23, 20), wib(23, 0), wib(23, 21), wib(22, 30))
    assert night.calls() == [("Andi", "22.50"), ("Beni", "23.20")]
    night.sweep(wib(12, day=31))  # half a day forward
    assert night.calls()[-1] == ("Citra", "12.00")
    assert len(night.told("incident.decide")) == 1


def test_nobody_on_call_at_any_level_tells_the_admins_of_each(night):
    for layer in night.session.scalars(select(OnCallLayer)):
        night.session.delete(layer)
    night.session.flush()
    night.declare(wib(22, 50))
    assert night.calls() == []
    assert night.lines()[1:] == ["Level 1: piket kosong", "Level 2: piket kosong", "Level 3: piket kosong"]
    assert [one["level"] for one in night.told("incident.nobody")] == [1]  # one message, the timeline names the rest
    night.sweep(wib(2, 30, 31))
    assert len(night.told("incident.decide")) == 1


def test_level_that_was_called_already_does_not_ring_again(night):
    incident, andi = night.declare(wib(22, 50)), night.people["Andi"]
    acknowledge_incident(night.session, incident_id=incident.id, actor=andi, now=wib(22, 55))
    escalation = find_escalation(night.session, incident.id)
    assert call_level(night.session, escalation, incident, 1, planned_at=wib(23), now=wib(23))
    assert (escalation.status, len(night.calls())) == ("ACKNOWLEDGED", 1)
