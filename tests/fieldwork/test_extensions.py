"""Tambah Hari."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.errors import Invalid, NotAvailable, NotFound
from app.models.messaging.outbox import OutboxMessage
from app.models.visits.assignment import Assignment, ReleaseReason
from app.models.visits.fieldwork import ExtensionRequest, RequestStatus
from tests.factories import NOW, make_assignment, make_technician, make_visit
from tests.fieldwork.conftest import stamp
from workflows.fieldwork import Collision, approve_extension, check_in, reject_extension, request_extension
from workflows.visits import claim_place, list_eligible_technicians, list_open_pool


@pytest.fixture
def asked(scene, session):
    """Budi has asked for two more days."""
    check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=NOW)
    return request_extension(
        session, visit_id=scene.visit.id, technician=scene.budi, days=2, reason="Kompresor menyusul", now=NOW
    )


def test_one_question_at_a_time(scene, session, asked):
    with pytest.raises(NotAvailable):
        request_extension(session, visit_id=scene.visit.id, technician=scene.sari, days=1, reason="Lagi", now=NOW)


@pytest.mark.parametrize(("days", "reason"), [(0, "x"), (31, "x"), (1, "  ")])
def test_days_and_reason_are_checked(scene, session, days, reason):
    with pytest.raises(Invalid):
        request_extension(session, visit_id=scene.visit.id, technician=scene.budi, days=days, reason=reason, now=NOW)


def test_only_the_team_may_ask_and_only_while_the_work_goes_on(scene, session):
    tono = make_technician(session, "Tono")
    with pytest.raises(NotFound):
        request_extension(session, visit_id=scene.visit.id, technician=tono, days=1, reason="x", now=NOW)
    with pytest.raises(NotAvailable):
        request_extension(session, visit_id=scene.visit.id, technician=scene.budi, days=1, reason="x", now=NOW)


def test_approval_moves_the_plan_and_everyones_booking(scene, session, asked):
    old_end = scene.visit.planned_end
    approve_extension(session, extension_id=asked.id, actor=scene.dewi, now=NOW)
    session.refresh(scene.visit)
    session.refresh(scene.budis_place)
    assert (scene.visit.planned_end, scene.visit.added_days) == (old_end + timedelta(days=2), 2)
    assert scene.budis_place.during.upper == old_end + timedelta(days=2)
    assert "extension.approved" in session.scalars(select(OutboxMessage.kind)).all()


def test_a_technician_booked_elsewhere_is_named_with_the_way_out(scene, session, asked):
    other = make_visit(session, planned_start=scene.start + timedelta(days=1), quota=1)
    make_assignment(session, other, scene.sari)
    with pytest.raises(Collision) as refusal, session.begin_nested():
        approve_extension(session, extension_id=asked.id, actor=scene.dewi, now=NOW)
    assert "Sari" in str(refusal.value)
    assert "Budi" not in str(refusal.value)
    assert session.get(ExtensionRequest, asked.id, populate_existing=True).status == RequestStatus.PENDING
    approve_extension(session, extension_id=asked.id, actor=scene.dewi, now=NOW, leaving_ids=[scene.sari.id])
    session.refresh(scene.visit)
    session.refresh(scene.saris_place)
    assert (scene.visit.places_taken, scene.visit.places_free) == (1, 1)
    assert scene.saris_place.release_reason == ReleaseReason.LEFT_EXTENSION
    assert not scene.saris_place.no_show
    assert "visit.opened" in session.scalars(select(OutboxMessage.kind)).all()


def test_only_people_of_the_team_can_leave_it(scene, session, asked):
    tono = make_technician(session, "Tono")
    with pytest.raises(Invalid):
        approve_extension(session, extension_id=asked.id, actor=scene.dewi, now=NOW, leaving_ids=[tono.id])


def test_rejection_leaves_the_plan_and_lets_the_team_ask_again(scene, session, asked):
    end = scene.visit.planned_end
    reject_extension(session, extension_id=asked.id, actor=scene.dewi, now=NOW, note="Suku cadang besok")
    session.refresh(scene.visit)
    assert scene.visit.planned_end == end
    request_extension(session, visit_id=scene.visit.id, technician=scene.budi, days=1, reason="Lagi", now=NOW)


def test_who_worked_elsewhere_on_the_first_day_may_take_the_place_on_the_second(scene, session, asked):
    joko = make_technician(session, "Joko")
    elsewhere = make_visit(session, planned_start=scene.start, quota=1)
    make_assignment(session, elsewhere, joko)
    approve_extension(session, extension_id=asked.id, actor=scene.dewi, now=NOW, leaving_ids=[scene.sari.id])
    tomorrow = NOW + timedelta(days=1)
    session.refresh(scene.visit)
    assert [visit.id for visit in list_open_pool(session, technician=joko, now=tomorrow)] == [scene.visit.id]
    assert joko in list_eligible_technicians(session, visit=scene.visit, now=tomorrow)
    outcome = claim_place(session, visit_id=scene.visit.id, technician=joko, now=tomorrow)
    assert outcome.won
    place = session.get_one(Assignment, outcome.assignment_id)
    assert place.during.lower == tomorrow
