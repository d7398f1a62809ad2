"""The same form sent again after “Back”: the same content has one effect, other content is refused and both are shown."""

from sqlalchemy import select

from app.models.idempotency import IdempotencyKey
from app.models.visits.fieldwork import ExtensionRequest
from app.models.visits.visit import VisitStatus
from tests.factories import NOW, make_assignment, make_company, make_cs, make_technician, make_visit
from tests.fieldwork.conftest import scene, stamp  # noqa: F401  a fixture
from tests.support.html import parse
from tests.support.logins import log_in
from tests.support.people import as_drawn
from tests.support.posting import post
from workflows.fieldwork import check_in


def form_of(client, path, to):
    page = parse(client.get(path).text)
    return as_drawn(next(form for form in page.iter("form") if to in (form.get("action") or path)))


def test_other_content_under_the_same_key_is_refused_and_both_are_shown(client, session):
    make_company(session)
    log_in(client, make_cs(session))
    sent = form_of(client, "/profile", "/profile?")
    first = {**sent, "name": "Dewi Lestari"}
    assert client.post("/profile", data=first).status_code == 303
    assert client.post("/profile", data=first).status_code == 303
    again = client.post("/profile", data={**sent, "name": "Dewi Anggraini"})
    assert again.status_code == 422
    assert "Dewi Lestari" in again.text
    assert "Dewi Anggraini" in again.text
    kept = session.scalars(select(IdempotencyKey.answer)).all()
    assert all("csrf" not in str(answer) for answer in kept)


def test_no_password_is_kept_with_a_key(client, session):
    make_company(session)
    sent = form_of(client, "/forgot", "/forgot")
    client.post("/forgot", data={**sent, "name": "dewi@contoh.id", "password": "sangat rahasia"})
    assert "sangat rahasia" not in str(session.scalars(select(IdempotencyKey.answer)).all())


def test_the_phones_queue_may_send_a_press_again_with_other_clocks_but_not_with_other_words(client, scene, session):
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
