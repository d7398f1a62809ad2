"""A technician's press sent again: the same words have one effect, other words or another record are refused."""

from sqlalchemy import select

from app.models.visits.fieldwork import ExtensionRequest
from app.models.visits.visit import VisitStatus
from tests.factories import NOW, make_assignment, make_technician, make_visit
from tests.fieldwork.conftest import stamp
from tests.support.logins import log_in
from tests.support.walking.posting import post
from workflows.fieldwork import check_in


def test_the_phones_queue_may_send_a_tap_again_with_other_clocks_but_not_with_other_words(client, scene, session):
    log_in(client, scene.budi)
    check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=NOW)
    session.commit()
    path = f"/technician/visits/{scene.visit.id}/extension"
    press = {"days": "2", "reason": "Kompresor", "idempotency_key": "tambah-hari-0001", "device_at": NOW.isoformat()}
    asks = {"headers": {"Accept": "application/json"}}
    answers = [
        post(client, path, {**press, **later}, **asks)
        for later in ({}, {"sent_at": NOW.isoformat(), "offline": "1"}, {"days": "5"}, {"reason": "Listrik"})
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 422, 422]
    assert "“2” → “5”" in answers[2].json["message"]
    assert "“Kompresor” → “Listrik”" in answers[3].json["message"]
    assert session.scalars(select(ExtensionRequest.days)).all() == [2]


def test_the_same_key_for_another_record_is_refused(client, scene, session):
    other = make_visit(session, planned_start=NOW, quota=1)
    make_assignment(session, other, make_technician(session, "Joko"))
    log_in(client, scene.dewi)
    answers = [
        post(client, f"/admin/visits/{visit.id}/cancel", {"reason": "Batal", "idempotency_key": "batal-satu-kali"})
        for visit in (scene.visit, other)
    ]
    assert [answer.status_code for answer in answers] == [302, 422]
    session.expire_all()
    assert other.status != VisitStatus.CANCELLED
