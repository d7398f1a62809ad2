"""What waits for CS's answer ends with the visit, and every status of a visit has a way on."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.errors import NotAvailable
from app.models.messaging.outbox import OutboxMessage
from app.models.visits.assignment import ClaimSource, QueueEntry, QueueStatus
from app.models.visits.desk_steps import WITHOUT_FEE
from app.models.visits.fieldwork import AlertStatus, EmergencyAlert, ExtensionRequest, RequestStatus
from app.models.visits.visit import VISIT_FLOW, VisitStatus
from tests.factories import NOW, make_technician, make_visit
from tests.fieldwork.conftest import stamp
from workflows.fieldwork import (
    approve_extension,
    check_in,
    fail_visit,
    finish_anyway,
    raise_no_show_alerts,
    repeat_alerts,
    request_extension,
    resume_work,
    wait_for_technician,
)
from workflows.teams import ask_release, release_technician
from workflows.visits import cancel_visit, claim_place, expire_offers
from workflows.work_queues import list_waiting

HOUR = timedelta(hours=1)
ENDS = {
    "cancel": lambda s, v, a: cancel_visit(s, visit_id=v, actor=a, reason="Batal", now=NOW + HOUR),
    "fail": lambda s, v, a: fail_visit(s, visit_id=v, actor=a, now=NOW + HOUR, reason="Tutup", fee=WITHOUT_FEE),
    "finish_anyway": lambda s, v, a: finish_anyway(s, visit_id=v, actor=a, now=NOW + HOUR, reason="x"),
}
QUEUES = ("alerts", "extensions", "release_requests")


@pytest.fixture
def asking(scene, session):
    """Budi works, asks for more days and to be released; Sari is late and waited for; Joko holds an offer."""
    check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=NOW)
    request_extension(session, visit_id=scene.visit.id, technician=scene.budi, days=2, reason="Besar", now=NOW)
    ask_release(session, visit_id=scene.visit.id, actor=scene.budi, now=NOW, reason="Sakit")
    raise_no_show_alerts(session, now=NOW)
    joko = make_technician(session, "Joko")
    session.add(QueueEntry(visit_id=scene.visit.id, technician_id=joko.id, position=1, status=QueueStatus.OFFERED))
    session.flush()
    return scene


def alerts(session) -> list[AlertStatus]:
    return list(session.scalars(select(EmergencyAlert.status)))


def decided(session, asked: str) -> list[str]:
    told = select(OutboxMessage.payload).where(OutboxMessage.kind == "telegram.decided").order_by(OutboxMessage.id)
    return [payload["outcome"] for payload in session.scalars(told) if payload["asked"] == asked]


@pytest.mark.parametrize("waited_for", [False, True])
@pytest.mark.parametrize("end", sorted(ENDS))
def test_nothing_of_an_ended_visit_waits_for_an_answer(asking, session, end, waited_for):
    if waited_for:
        alert_id = session.scalars(select(EmergencyAlert.id)).one()
        wait_for_technician(session, alert_id=alert_id, actor=asking.dewi, now=NOW, minutes=5)
    ENDS[end](session, asking.visit.id, asking.dewi)
    session.expire_all()
    assert session.scalars(select(ExtensionRequest.status)).all() == [RequestStatus.LAPSED]
    assert alerts(session) == [AlertStatus.LAPSED]
    assert session.scalars(select(QueueEntry.status)).all() == [QueueStatus.LEFT]
    assert [list(list_waiting(session, name, now=NOW + HOUR)) for name in QUEUES] == [[], [], []]
    assert decided(session, "alert.raised")[-1] == decided(session, "queue.offered")[-1] == "lapsed"
    assert repeat_alerts(session, now=NOW + 9 * HOUR) == 0
    assert raise_no_show_alerts(session, now=NOW + 2 * HOUR) == 0


def test_a_reopened_visit_can_be_asked_about_again(asking, session):
    finish_anyway(session, visit_id=asking.visit.id, actor=asking.dewi, now=NOW + HOUR, reason="x")
    resume_work(session, visit_id=asking.visit.id, actor=asking.dewi, now=NOW + HOUR, reason="Belum beres")
    again = request_extension(
        session, visit_id=asking.visit.id, technician=asking.budi, days=1, reason="Lagi", now=NOW + 2 * HOUR
    )
    assert again.status == RequestStatus.PENDING


def test_the_alert_about_somebody_who_leaves_ends_with_the_place(asking, session):
    asked = session.scalars(select(ExtensionRequest)).one()
    approve_extension(session, extension_id=asked.id, actor=asking.dewi, now=NOW, leaving_ids=[asking.sari.id])
    session.expire_all()
    assert alerts(session) == [AlertStatus.LAPSED]


def test_releasing_by_name_takes_the_alerts_buttons_away(asking, session):
    release_technician(
        session, visit_id=asking.visit.id, actor=asking.dewi, now=NOW, technician_id=asking.sari.id, reason="SICK"
    )
    session.expire_all()
    assert alerts(session) == [AlertStatus.REPLACED]
    assert decided(session, "alert.raised") == ["replace_technician"]


def test_an_offer_that_was_taken_or_has_run_out_loses_its_button(scene, session):
    joko, tono = make_technician(session, "Joko"), make_technician(session, "Tono")
    visit = make_visit(session, planned_start=NOW + 48 * HOUR, quota=2, places_reserved=2)
    for position, person in enumerate((joko, tono), 1):
        offer = {"offered_at": NOW, "offer_expires_at": NOW + position * HOUR, "status": QueueStatus.OFFERED}
        session.add(QueueEntry(visit_id=visit.id, technician_id=person.id, position=position, **offer))
    session.commit()
    assert claim_place(session, visit_id=visit.id, technician=joko, now=NOW, source=ClaimSource.POOL).won
    expire_offers(session, now=NOW + 3 * HOUR)
    assert decided(session, "queue.offered") == ["taken", "expired"]


@pytest.mark.parametrize("status", [VisitStatus.ASSIGNED, VisitStatus.OPEN])
@pytest.mark.parametrize("end", ["fail", "finish_anyway"])
def test_work_nobody_checked_in_for_can_be_ended(scene, session, end, status):
    scene.visit.status = status
    session.flush()
    ENDS[end](session, scene.visit.id, scene.dewi)
    session.expire_all()
    assert scene.visit.status == VisitStatus.DONE


@pytest.mark.parametrize("end", ["fail", "finish_anyway"])
def test_a_visit_nobody_was_on_cannot_have_been_worked(scene, session, end):
    empty = make_visit(session, planned_start=NOW - HOUR, quota=1)
    with pytest.raises(NotAvailable, match="Belum ada teknisi"):
        ENDS[end](session, empty.id, scene.dewi)


@pytest.mark.parametrize("status", sorted(set(VisitStatus) - {VisitStatus.CANCELLED, VisitStatus.CLOSED}))
def test_cs_can_end_a_visit_in_every_status(scene, status):
    steps = VISIT_FLOW.open_to(scene.dewi.role, status)
    targets = {step.target for _name, step in steps if not step.is_system}
    assert targets & {VisitStatus.CANCELLED, VisitStatus.CLOSED, VisitStatus.DONE}
