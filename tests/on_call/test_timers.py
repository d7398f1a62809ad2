"""The timers of an escalation: the cases of a night, with a policy that stops at an acknowledgement."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.models.incidents.refusals import AlreadyAcknowledged
from app.models.monitoring.alarm import Severity
from app.models.on_call.escalation import EscalationPolicy, EscalationStatus, EscalationTimer
from app.models.on_call.schedule import OnCallLayer
from tests.on_call.conftest import make_layer, wib
from workflows.incidents import (
    acknowledge_incident,
    note_incident,
    resolve_incident,
    set_severity,
    snooze_incident,
)
from workflows.on_call import (
    NotCalled,
    acknowledge_call,
    cover_shift,
    find_escalation,
    note_refusal,
    note_shifts,
)
from workflows.on_call.escalating.escalate_to import escalate_to


def test_01_nobody_answers(stopping):
    stopping.declare(wib(22, 50))
    stopping.sweep(wib(23, 19), wib(23, 20), wib(0, 20, 31), wib(2, 19, 31))
    assert stopping.calls() == [("Andi", "22.50"), ("Beni", "23.20"), ("Citra", "00.20")]
    assert stopping.told("incident.decide") == []
    stopping.sweep(wib(2, 20, 31), wib(5, 0, 31))
    assert len(stopping.told("incident.decide")) == 1
    assert stopping.late() == [0, 0, 0]


def test_02_acknowledged_within_the_time(stopping):
    incident = stopping.declare(wib(22, 50))
    acknowledge_incident(stopping.session, incident_id=incident.id, actor=stopping.people["Andi"], now=wib(23, 5))
    stopping.sweep(wib(23, 34))
    assert stopping.calls() == [("Andi", "22.50")]
    assert incident.acknowledged_at - incident.declared_at == timedelta(minutes=15)


def test_03_not_solved_after_the_acknowledgement_rings_again(stopping):
    incident = stopping.declare(wib(22, 50))
    cover_shift(
        stopping.session, level=1, user_id=stopping.people["Dimas"].id, starts_at=wib(23, 10), ends_at=wib(6, 0, 31),
        actor=stopping.people["Dimas"], now=wib(22, 50),
    )  # fmt: skip
    acknowledge_incident(stopping.session, incident_id=incident.id, actor=stopping.people["Andi"], now=wib(23, 5))
    stopping.sweep(wib(23, 34), wib(23, 35), wib(0, 4, 31))
    assert stopping.calls() == [("Andi", "22.50"), ("Dimas", "23.35"), ("Andi", "23.35")]
    stopping.sweep(wib(0, 5, 31))
    assert stopping.calls()[-1] == ("Beni", "00.05")


def test_04_activity_moves_the_end_of_the_acknowledgement(stopping):
    incident = stopping.declare(wib(22, 50))
    acknowledge_incident(stopping.session, incident_id=incident.id, actor=stopping.people["Andi"], now=wib(23, 5))
    note_incident(
        stopping.session, incident_id=incident.id, actor=stopping.people["Andi"], now=wib(23, 30), text="Masih dicari"
    )
    stopping.sweep(wib(23, 59))
    assert len(stopping.calls()) == 1
    stopping.sweep(wib(0, 0, 31))
    assert stopping.calls()[-1] == ("Andi", "00.00")


def test_05_late_acknowledgement_stops_all_and_both_are_told(stopping):
    incident = stopping.declare(wib(22, 50))
    stopping.sweep(wib(23, 20))
    acknowledge_incident(stopping.session, incident_id=incident.id, actor=stopping.people["Andi"], now=wib(23, 25))
    assert [stopping.name(one["user_id"]) for one in stopping.told("incident.taken")] == ["Andi", "Beni"]
    assert incident.acknowledged_at - incident.declared_at == timedelta(minutes=35)
    stopping.sweep(wib(23, 54))
    assert len(stopping.calls()) == 2


def test_06_of_two_acknowledgements_one_wins(stopping):
    incident = stopping.declare(wib(22, 50))
    stopping.sweep(wib(23, 20))
    acknowledge_call(stopping.session, incident_id=incident.id, actor=stopping.people["Andi"], now=wib(23, 21))
    with pytest.raises(AlreadyAcknowledged, match="Andi"):
        acknowledge_call(stopping.session, incident_id=incident.id, actor=stopping.people["Beni"], now=wib(23, 21))
    with pytest.raises(AlreadyAcknowledged):
        acknowledge_incident(stopping.session, incident_id=incident.id, actor=stopping.people["Beni"], now=wib(23, 21))


def test_07_after_an_outage_late_ones_are_called_and_say_so(stopping):
    stopping.declare(wib(22, 50))
    stopping.sweep(wib(0, 45, 31))
    assert stopping.calls()[1:] == [("Beni", "00.45"), ("Citra", "00.45")]
    assert stopping.late() == [0, 85, 25]
    stopping.sweep(wib(2, 44, 31))
    assert stopping.told("incident.decide") == []
    stopping.sweep(wib(2, 45, 31))
    assert len(stopping.told("incident.decide")) == 1


def test_08_and_two_sweeps_call_nobody_twice(stopping):
    stopping.declare(wib(22, 50))
    stopping.sweep(wib(23, 20), wib(23, 20), wib(23, 21))
    assert stopping.calls() == [("Andi", "22.50"), ("Beni", "23.20")]
    timer = stopping.session.scalars(select(EscalationTimer).where(EscalationTimer.level == 2)).one()
    timer.done_at = None  # as after a kill between the call and the commit of its claim
    stopping.sweep(wib(23, 22))
    assert len(stopping.calls()) == 2


def test_09_override_counts_until_its_end(stopping):
    andi, beni = stopping.people["Andi"], stopping.people["Beni"]
    cover_shift(
        stopping.session,
        level=1,
        user_id=beni.id,
        starts_at=wib(22, 0),
        ends_at=wib(6, 0, 31),
        actor=andi,
        now=wib(21, 0),
    )
    stopping.declare(wib(22, 50))
    stopping.declare(wib(6, 1, 31))
    assert stopping.calls() == [("Beni", "22.50"), ("Andi", "06.01")]


def test_10_hand_over_while_nobody_has_answered(stopping):
    session, people = stopping.session, stopping.people
    session.add(make_layer(1, [people["Andi"].id, people["Dimas"].id], rank=1))  # Dimas from Monday 7 December 09.00
    session.flush()
    stopping.declare(wib(8, 50, 37))
    note_shifts(session, now=wib(8, 55, 37))
    note_shifts(session, now=wib(9, 0, 37))
    stopping.sweep(wib(9, 19, 37))
    assert [(stopping.name(one["user_id"]), one["count"]) for one in stopping.told("incident.handed_over")] == [
        ("Dimas", 1)
    ]
    assert len(stopping.calls()) == 1
    stopping.sweep(wib(9, 20, 37))
    assert stopping.calls()[-1] == ("Beni", "09.20")


def test_11_acknowledged_before_the_hand_over_it_stays_theirs(stopping):
    session, people = stopping.session, stopping.people
    session.add(make_layer(1, [people["Andi"].id, people["Dimas"].id], rank=1))
    session.flush()
    incident = stopping.declare(wib(8, 50, 37))
    note_shifts(session, now=wib(8, 51, 37))
    acknowledge_call(session, incident_id=incident.id, actor=people["Andi"], now=wib(8, 55, 37))
    note_shifts(session, now=wib(9, 0, 37))
    escalation = find_escalation(session, incident.id)
    assert escalation.acknowledged_by_id == people["Andi"].id
    assert len(stopping.told("incident.handed_over")) == 1
    assert len(stopping.calls()) == 1


def test_12_level_without_anybody_is_skipped_at_once(stopping):
    layer = stopping.session.scalars(select(OnCallLayer).where(OnCallLayer.level == 1)).one()
    stopping.session.delete(layer)
    stopping.session.flush()
    stopping.declare(wib(22, 50))
    assert stopping.calls() == [("Beni", "22.50")]
    assert "Level 1: piket kosong" in stopping.lines()
    assert [one["level"] for one in stopping.told("incident.nobody")] == [1]
    stopping.sweep(wib(23, 49))
    assert len(stopping.calls()) == 1
    stopping.sweep(wib(23, 50))
    assert stopping.calls()[-1] == ("Citra", "23.50")


def test_13_resolved_first_calls_nobody_and_called_first_is_told_the_end(stopping):
    incident, andi = stopping.declare(wib(22, 50)), stopping.people["Andi"]
    resolve_incident(stopping.session, incident_id=incident.id, actor=andi, now=wib(23, 19), outcome="Dipulihkan")
    stopping.sweep(wib(23, 20))
    assert stopping.calls() == [("Andi", "22.50")]
    later = stopping.declare(wib(22, 50))
    stopping.sweep(wib(23, 20))
    resolve_incident(stopping.session, incident_id=later.id, actor=andi, now=wib(23, 20), outcome="Dipulihkan")
    assert stopping.calls()[-1] == ("Beni", "23.20")
    assert [one["incident_id"] for one in stopping.told("incident.ended")] == [incident.id, later.id]


def test_14_higher_severity_keeps_the_level_and_takes_the_earlier_deadline(stopping):
    session = stopping.session
    session.add(EscalationPolicy(severity=Severity.SEV1, level2_minutes=15, stop_at_acknowledgement=True))
    session.flush()
    incident, andi = stopping.declare(wib(22, 50)), stopping.people["Andi"]
    stopping.sweep(wib(23, 20))
    set_severity(session, incident_id=incident.id, actor=andi, now=wib(23, 30), severity="SEV1", reason="Semua gagal")
    stopping.sweep(wib(23, 44))
    assert len(stopping.calls()) == 2
    stopping.sweep(wib(23, 45))
    assert stopping.calls()[-1] == ("Citra", "23.45")
    waiting = select(EscalationTimer.due_at).where(EscalationTimer.done_at.is_(None))
    set_severity(session, incident_id=incident.id, actor=andi, now=wib(23, 50), severity="SEV2", reason="Salah")
    earlier = session.scalars(waiting).all()
    assert max(earlier) <= wib(2, 20, 31)
    set_severity(session, incident_id=incident.id, actor=andi, now=wib(0, 40, 31), severity="SEV1", reason="Ternyata")
    assert session.scalars(waiting).all() == earlier


def test_15_snoozed_it_wakes_at_level_one_in_a_new_cycle(stopping):
    incident = stopping.declare(wib(22, 50))
    snooze_incident(
        stopping.session, incident_id=incident.id, actor=stopping.people["Andi"], now=wib(23, 0), minutes=120
    )
    stopping.sweep(wib(23, 20), wib(0, 59, 31))
    assert len(stopping.calls()) == 1
    stopping.sweep(wib(1, 0, 31))
    assert stopping.calls()[-1] == ("Andi", "01.00")
    assert find_escalation(stopping.session, incident.id).cycle == 2


def test_17_button_of_somebody_else_is_refused_and_noted(stopping):
    incident, dimas = stopping.declare(wib(22, 50)), stopping.people["Dimas"]
    with pytest.raises(NotCalled):
        acknowledge_call(stopping.session, incident_id=incident.id, actor=dimas, now=wib(22, 51))
    note_refusal(stopping.session, incident_id=incident.id, actor=dimas, now=wib(22, 51))
    assert "Dimas" in stopping.lines()[-1]
    assert find_escalation(stopping.session, incident.id).status == EscalationStatus.RINGING


def test_a_first_level_that_is_called_again_does_not_lower_the_escalation(stopping):
    incident = stopping.declare(wib(22, 50))
    stopping.sweep(wib(23, 20))
    escalation = find_escalation(stopping.session, incident.id)
    assert escalation.level == 2
    escalate_to(stopping.session, escalation, incident, 1, planned_at=wib(23, 30), now=wib(23, 30))
    assert escalation.level == 2
