"""The standard policy: what is not Dipantau or Selesai goes on to the next level, acknowledged or not."""

import pytest
from sqlalchemy import select

from app.core.errors import DomainError
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from tests.on_call.conftest import wib
from workflows.incidents import (
    acknowledge_incident,
    extend_incident,
    note_incident,
    resolve_incident,
    watch_incident,
)


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
