"""Selesai only when everything is there, and a list of what is not."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.errors import NotAvailable, NotFound
from app.models.files.document import DocumentKind, PhotoPhase
from app.models.messaging.outbox import OutboxMessage
from app.models.visits.assignment import ClaimResult, QueueEntry, QueueStatus, ReleaseReason
from app.models.visits.visit import VisitStatus
from tests.factories import NOW, make_technician, make_visit
from tests.fieldwork.conftest import stamp
from workflows.fieldwork import (
    NotReady,
    Step,
    check_in,
    check_out,
    finish_anyway,
    finish_visit,
    get_my_job,
    list_missing,
    read_moment,
    resume_work,
)
from workflows.visits import claim_place, list_open_pool


def test_what_is_missing_is_listed_exactly(scene, session, add_document):
    check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=NOW)
    with pytest.raises(NotReady) as refusal:
        finish_visit(session, visit_id=scene.visit.id, actor=scene.budi, now=NOW)
    sentence = str(refusal.value)
    for part in ("Budi belum check-out", "Sari belum check-in", "Foto sebelum", "Foto sesudah", "BAST belum ada"):
        assert part in sentence


def test_a_withdrawn_document_does_not_count(scene, session, add_document):
    add_document(scene.visit, DocumentKind.HANDOVER_REPORT).withdrawn_at = NOW
    session.flush()
    assert "BAST belum ada." in [str(one) for one in list_missing(session, visit_id=scene.visit.id)]


def test_complete_work_is_finished_and_the_desk_hears_of_it(scene, session, add_document):
    visit_id = scene.visit.id
    joko = make_technician(session, "Joko")
    assert claim_place(session, visit_id=visit_id, technician=joko, now=NOW).position == 1
    for person in (scene.budi, scene.sari):
        check_in(session, visit_id=visit_id, technician=person, stamp=stamp(), now=NOW)
        check_out(session, visit_id=visit_id, technician=person, stamp=stamp(), now=NOW)
    add_document(scene.visit, DocumentKind.WORK_PHOTO, PhotoPhase.BEFORE)
    add_document(scene.visit, DocumentKind.WORK_PHOTO, PhotoPhase.AFTER)
    add_document(scene.visit, DocumentKind.HANDOVER_REPORT)
    assert list_missing(session, visit_id=visit_id) == []
    done = finish_visit(session, visit_id=visit_id, actor=scene.budi, now=NOW)
    assert (done.status, done.finished_at) == (VisitStatus.DONE, NOW)
    assert session.scalars(select(QueueEntry.status)).all() == [QueueStatus.LEFT], (
        "nobody waits for a visit that is over"
    )
    assert "visit.finished" in session.scalars(select(OutboxMessage.kind)).all()


def test_a_technician_who_is_not_on_it_cannot_finish_it(scene, session):
    tono = make_technician(session, "Tono")
    with pytest.raises(NotFound):
        finish_visit(session, visit_id=scene.visit.id, actor=tono, now=NOW)


def test_the_next_step_leads_through_the_day(scene, session, add_document):
    def step() -> Step:
        session.expire_all()
        return get_my_job(session, visit_id=scene.visit.id, technician=scene.budi, now=NOW).step

    seen = [step()]
    check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=NOW)
    seen.append(step())
    add_document(scene.visit, DocumentKind.WORK_PHOTO, PhotoPhase.BEFORE)
    seen.append(step())
    add_document(scene.visit, DocumentKind.WORK_PHOTO, PhotoPhase.AFTER)
    seen.append(step())
    add_document(scene.visit, DocumentKind.HANDOVER_REPORT)
    seen.append(step())
    check_out(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=NOW)
    seen.append(step())
    assert seen == [Step.CHECK_IN, Step.BEFORE, Step.AFTER, Step.HANDOVER, Step.CHECK_OUT, Step.FINISH]


def test_who_finishes_early_is_free_for_the_rest_of_the_plan(scene, session, add_document):
    later_today = make_visit(session, planned_start=NOW + timedelta(hours=3), quota=1)
    refused = claim_place(session, visit_id=later_today.id, technician=scene.budi, now=NOW)
    assert refused.result == ClaimResult.OVERLAP
    for person in (scene.budi, scene.sari):
        check_in(session, visit_id=scene.visit.id, technician=person, stamp=stamp(), now=NOW)
        check_out(session, visit_id=scene.visit.id, technician=person, stamp=stamp(), now=NOW)
    add_document(scene.visit, DocumentKind.WORK_PHOTO, PhotoPhase.BEFORE)
    add_document(scene.visit, DocumentKind.WORK_PHOTO, PhotoPhase.AFTER)
    add_document(scene.visit, DocumentKind.HANDOVER_REPORT)
    finish_visit(session, visit_id=scene.visit.id, actor=scene.budi, now=NOW + timedelta(hours=1))
    assert later_today.id in {
        one.id for one in list_open_pool(session, technician=scene.budi, now=NOW + timedelta(hours=1))
    }
    won = claim_place(session, visit_id=later_today.id, technician=scene.budi, now=NOW + timedelta(hours=1))
    assert won.result == ClaimResult.WON


def test_done_that_waited_for_signal_names_what_is_missing_though_the_place_is_gone_since(scene, session):
    check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=NOW)
    place = scene.budis_place
    place.released_at, place.release_reason = NOW + timedelta(minutes=30), ReleaseReason.REPLACED
    scene.visit.places_taken -= 1
    session.flush()
    later = NOW + timedelta(hours=1)
    for pressed, refusal in ((NOW + timedelta(minutes=10), NotReady), (later, NotAvailable)):
        moment = read_moment(device_at=pressed, sent_at=later, offline=True, now=later)
        with pytest.raises(refusal):
            finish_visit(session, visit_id=scene.visit.id, actor=scene.budi, now=later, pressed=moment)


@pytest.mark.parametrize(("pressed", "ended"), [(10, 30), (29, 30), (30, 30), (40, 40)])
def test_done_that_waited_for_signal_ends_no_sooner_than_the_last_check_out(
    scene, session, add_document, pressed, ended
):
    start, arrives = NOW, NOW + timedelta(hours=1)
    for person, minutes in ((scene.budi, 5), (scene.sari, 30)):
        given = {"visit_id": scene.visit.id, "technician": person}
        check_in(session, stamp=stamp(), now=start, **given)
        check_out(session, stamp=stamp(), now=start + timedelta(minutes=minutes), **given)
    add_document(scene.visit, DocumentKind.WORK_PHOTO, PhotoPhase.BEFORE)
    add_document(scene.visit, DocumentKind.WORK_PHOTO, PhotoPhase.AFTER)
    add_document(scene.visit, DocumentKind.HANDOVER_REPORT)
    tapped = start + timedelta(minutes=pressed)
    moment = read_moment(device_at=tapped, sent_at=arrives, offline=True, now=arrives)
    done = finish_visit(session, visit_id=scene.visit.id, actor=scene.budi, now=arrives, pressed=moment)
    assert done.finished_at == start + timedelta(minutes=ended)


@pytest.mark.parametrize(("tapped", "ended"), [(59, 60), (60, 60), (90, 90)])
def test_a_check_out_that_arrives_after_the_end_moves_it_no_sooner_than_the_tap(scene, session, tapped, ended):
    check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=NOW)
    at, arrives = NOW + timedelta(minutes=tapped), NOW + timedelta(hours=2)
    finish_anyway(session, visit_id=scene.visit.id, reason="x", actor=scene.dewi, now=NOW + timedelta(hours=1))
    late = stamp(device_at=at, sent_at=arrives, offline=True)
    check_out(session, visit_id=scene.visit.id, technician=scene.budi, stamp=late, now=arrives)
    assert scene.visit.finished_at == NOW + timedelta(minutes=ended)


def test_done_from_before_the_reopening_does_not_end_the_reopened_work(scene, session, add_document):
    for person in (scene.budi, scene.sari):
        check_in(session, visit_id=scene.visit.id, technician=person, stamp=stamp(), now=NOW)
        check_out(session, visit_id=scene.visit.id, technician=person, stamp=stamp(), now=NOW)
    add_document(scene.visit, DocumentKind.WORK_PHOTO, PhotoPhase.BEFORE)
    add_document(scene.visit, DocumentKind.WORK_PHOTO, PhotoPhase.AFTER)
    add_document(scene.visit, DocumentKind.HANDOVER_REPORT)
    pressed, ended, resumed, arrives = (NOW + timedelta(minutes=10 * step) for step in range(1, 5))
    of_visit = {"visit_id": scene.visit.id, "reason": "x"}
    finish_anyway(session, actor=scene.dewi, now=ended, **of_visit)
    resume_work(session, actor=scene.dewi, now=resumed, **of_visit)
    old, again = (read_moment(device_at=at, sent_at=arrives, offline=True, now=arrives) for at in (pressed, arrives))
    with pytest.raises(NotAvailable, match="dibuka kembali"):
        finish_visit(session, visit_id=scene.visit.id, actor=scene.budi, now=arrives, pressed=old)
    done = finish_visit(session, visit_id=scene.visit.id, actor=scene.budi, now=arrives, pressed=again)
    assert done.finished_at == arrives
