"""Somebody did not come: alerts by the clock, and what CS decides."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.errors import NotAvailable
from app.models.messaging.outbox import OutboxMessage
from app.models.visits.assignment import QueueEntry, QueueStatus, ReleaseReason
from app.models.visits.fieldwork import AlertStatus, EmergencyAlert
from app.models.visits.visit import VisitStatus
from tests.factories import NOW, make_assignment, make_technician, make_visit
from tests.fieldwork.conftest import stamp
from workflows.fieldwork import (
    check_in,
    continue_without,
    raise_no_show_alerts,
    repeat_alerts,
    replace_technician,
    wait_for_technician,
)
from workflows.visits import list_eligible_technicians


def emitted(session) -> list[str]:
    return list(session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)))


def alert_of(session, place) -> EmergencyAlert:
    found = select(EmergencyAlert).where(EmergencyAlert.assignment_id == place.id)
    return session.scalars(found.execution_options(populate_existing=True)).one()


def test_nobody_is_late_before_the_minutes_are_over(scene, session):
    assert raise_no_show_alerts(session, now=scene.start + timedelta(minutes=14)) == 0
    assert raise_no_show_alerts(session, now=scene.start + timedelta(minutes=15)) == 2


def test_an_alert_is_raised_once_and_not_for_those_who_are_there(scene, session):
    check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=NOW)
    assert [raise_no_show_alerts(session, now=NOW), raise_no_show_alerts(session, now=NOW)] == [1, 0]
    assert emitted(session).count("alert.raised") == 1


def test_who_took_the_place_after_the_start_gets_the_minutes_too(scene, session):
    scene.budis_place.claimed_at = NOW - timedelta(minutes=5)
    session.flush()
    assert raise_no_show_alerts(session, now=NOW) == 1


def test_waiting_rings_again_when_the_time_is_over(scene, session):
    raise_no_show_alerts(session, now=NOW)
    alert = alert_of(session, scene.budis_place)
    wait_for_technician(session, alert_id=alert.id, actor=scene.dewi, now=NOW, minutes=20)
    assert repeat_alerts(session, now=NOW + timedelta(minutes=19)) == 0
    assert repeat_alerts(session, now=NOW + timedelta(minutes=20)) == 1
    assert alert_of(session, scene.budis_place).status == AlertStatus.OPEN


def test_going_on_without_closes_the_place_and_keeps_who_decided_and_what_it_cost(scene, session):
    check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=NOW)
    raise_no_show_alerts(session, now=NOW)
    continue_without(session, alert_id=alert_of(session, scene.saris_place).id, actor=scene.dewi, now=NOW)
    alert = alert_of(session, scene.saris_place)
    assert (alert.status, alert.decided_by_id, alert.minutes_lost) == (AlertStatus.CONTINUED, scene.dewi.id, 60)
    session.refresh(scene.visit)
    assert (scene.visit.places_offered, scene.visit.places_taken, scene.visit.quota) == (1, 1, 2)


def test_the_only_technician_cannot_be_gone_on_without(scene, session):
    raise_no_show_alerts(session, now=NOW)
    continue_without(session, alert_id=alert_of(session, scene.saris_place).id, actor=scene.dewi, now=NOW)
    with pytest.raises(NotAvailable):
        continue_without(session, alert_id=alert_of(session, scene.budis_place).id, actor=scene.dewi, now=NOW)


def test_replacing_counts_the_no_show_and_reopens_the_visit_as_an_emergency(scene, session):
    raise_no_show_alerts(session, now=NOW)
    replace_technician(session, alert_id=alert_of(session, scene.saris_place).id, actor=scene.dewi, now=NOW)
    session.refresh(scene.visit)
    session.refresh(scene.saris_place)
    assert (scene.visit.status, scene.visit.emergency, scene.visit.places_free) == (VisitStatus.OPEN, True, 1)
    assert (scene.saris_place.release_reason, scene.saris_place.no_show) == (ReleaseReason.REPLACED, True)
    assert emitted(session)[-2:] == ["technician.replaced", "visit.opened"]


def test_who_did_not_come_is_not_called_to_the_emergency(scene, session):
    joko = make_technician(session, "Joko")
    raise_no_show_alerts(session, now=NOW)
    replace_technician(session, alert_id=alert_of(session, scene.saris_place).id, actor=scene.dewi, now=NOW)
    session.refresh(scene.visit)
    called = list_eligible_technicians(session, visit=scene.visit, now=NOW)
    assert joko in called
    assert scene.sari not in called


def test_replacing_on_a_running_visit_leaves_it_running_with_a_free_place(scene, session):
    check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=NOW)
    raise_no_show_alerts(session, now=NOW)
    replace_technician(session, alert_id=alert_of(session, scene.saris_place).id, actor=scene.dewi, now=NOW)
    session.refresh(scene.visit)
    assert (scene.visit.status, scene.visit.places_free) == (VisitStatus.IN_PROGRESS, 1)


def test_the_waiting_line_is_asked_before_the_pool(scene, session):
    joko = make_technician(session, "Joko")
    entry = QueueEntry(visit_id=scene.visit.id, technician_id=joko.id, position=1)
    session.add(entry)
    raise_no_show_alerts(session, now=NOW)
    replace_technician(session, alert_id=alert_of(session, scene.saris_place).id, actor=scene.dewi, now=NOW)
    session.refresh(entry)
    session.refresh(scene.visit)
    assert (entry.status, scene.visit.places_reserved) == (QueueStatus.OFFERED, 1)
    assert "visit.opened" not in emitted(session)


def test_a_decision_is_made_once(scene, session):
    raise_no_show_alerts(session, now=NOW)
    alert_id = alert_of(session, scene.saris_place).id
    replace_technician(session, alert_id=alert_id, actor=scene.dewi, now=NOW)
    with pytest.raises(NotAvailable):
        replace_technician(session, alert_id=alert_id, actor=scene.dewi, now=NOW)
    session.refresh(scene.visit)
    assert scene.visit.places_taken == 1


@pytest.mark.parametrize(("seconds", "raised"), [(-1, 1), (0, 1), (1, 0)])
def test_a_start_of_more_than_a_day_ago_raises_no_alert(session, seconds, raised):
    begun = NOW - timedelta(days=1, seconds=seconds)
    visit = make_visit(session, planned_start=begun)
    make_assignment(session, visit, make_technician(session, "Budi"), claimed_at=begun)
    assert raise_no_show_alerts(session, now=NOW) == raised
