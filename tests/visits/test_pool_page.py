"""The open pool as a technician's phone sees it."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.models.accounts.user import Leave, Skill
from app.models.visits.assignment import Assignment, QueueEntry, QueueStatus
from app.models.visits.visit import VisitTicket
from tests.factories import make_assignment, make_cs, make_technician, make_visit
from tests.support.logins import log_in
from tests.support.walking.posting import post
from workflows.visits import pool_version


@pytest.fixture
def budi(session: Session, client: FlaskClient):
    technician = make_technician(session, "Budi")
    log_in(client, technician)
    return technician


def open_visit(session: Session, *, days: int = 2, **given) -> VisitTicket:
    return make_visit(session, planned_start=utc_now() + timedelta(days=days), **given)


def text_of(client: FlaskClient, path: str = "/technician/pool") -> str:
    return client.get(path).get_data(as_text=True)


def test_the_pool_shows_what_i_may_take_soonest_first(session: Session, client: FlaskClient, budi) -> None:
    open_visit(session, days=5, problem="Nanti saja")
    open_visit(session, days=2, problem="Segera datang", priority="CRITICAL")
    page = text_of(client)
    assert page.index("Segera datang") < page.index("Nanti saja")
    assert "Kritis" in page
    assert page.count("/claim") == 2


def test_what_i_may_not_take_is_not_there(session: Session, client: FlaskClient, budi) -> None:
    skill = Skill(name="Listrik")
    session.add(skill)
    session.flush()
    open_visit(session, problem="Butuh keahlian", skill_id=skill.id)
    open_visit(session, problem="Masih draf", status="DRAFT")
    make_assignment(session, open_visit(session, days=3), budi)
    open_visit(session, days=3, problem="Bertabrakan")
    session.add(
        Leave(
            user_id=budi.id,
            first_date=(utc_now() + timedelta(days=8)).date(),
            last_date=(utc_now() + timedelta(days=10)).date(),
        )
    )
    open_visit(session, days=9, problem="Saat cuti")
    page = text_of(client)
    for hidden in ("Butuh keahlian", "Masih draf", "Bertabrakan", "Saat cuti"):
        assert hidden not in page


def test_a_race_that_has_not_begun_shows_its_countdown_by_the_servers_clock(
    session: Session, client: FlaskClient, budi
) -> None:
    opens = utc_now() + timedelta(minutes=5)
    open_visit(session, race_opens_at=opens)
    page = text_of(client)
    assert f'datetime="{opens.isoformat()}"' in page
    assert "data-server-now" in page


def test_who_waits_sees_number_and_people_ahead(session: Session, client: FlaskClient, budi) -> None:
    visit = open_visit(session, quota=1, queue_tail=2)
    make_assignment(session, visit, make_technician(session, "Joko"))
    session.add(QueueEntry(visit_id=visit.id, technician_id=make_technician(session, "Sari").id, position=1))
    session.add(QueueEntry(visit_id=visit.id, technician_id=budi.id, position=2))
    page = text_of(client)
    assert "Antrean nomor 2" in page
    assert "1 orang di depan Anda" in page
    assert "/claim" not in page


def offer(session: Session, budi) -> VisitTicket:
    visit = open_visit(session, quota=1, queue_tail=1, places_reserved=1)
    until = utc_now() + timedelta(minutes=9)
    session.add(
        QueueEntry(
            visit_id=visit.id,
            technician_id=budi.id,
            position=1,
            status=QueueStatus.OFFERED,
            offered_at=utc_now(),
            offer_expires_at=until,
        )
    )
    session.flush()
    return visit


def test_an_offer_can_be_taken_without_a_script(session: Session, client: FlaskClient, budi) -> None:
    visit = offer(session, budi)
    assert "Tempat ini untuk Anda sampai" in text_of(client)
    answer = post(client, f"/technician/pool/{visit.id}/claim", {"idempotency_key": "k" * 20})
    assert answer.status_code == 303
    assert answer.location.endswith(f"/technician/visits/{visit.id}")
    assert session.scalar(select(Assignment.technician_id).where(Assignment.visit_id == visit.id)) == budi.id


def test_an_offer_can_be_left_to_the_next(session: Session, client: FlaskClient, budi) -> None:
    visit = offer(session, budi)
    sari = make_technician(session, "Sari")
    session.add(QueueEntry(visit_id=visit.id, technician_id=sari.id, position=2))
    post(client, f"/technician/pool/{visit.id}/leave-line", {"idempotency_key": "k" * 20})
    states = select(QueueEntry.status).where(QueueEntry.visit_id == visit.id).order_by(QueueEntry.position)
    assert list(session.scalars(states)) == ["LEFT", "OFFERED"]


def test_one_job_has_a_page_and_so_has_coming_too_late(session: Session, client: FlaskClient, budi) -> None:
    visit = open_visit(session, problem="Kulkas mati", quota=1)
    page = client.get(f"/technician/pool/{visit.id}")
    assert page.status_code == 200
    assert "Kulkas mati" in page.get_data(as_text=True)
    make_assignment(session, visit, make_technician(session, "Sari"))
    gone = client.get(f"/technician/pool/{visit.id}")
    assert gone.status_code == 404
    assert "sudah tidak tersedia" in gone.get_data(as_text=True)
    assert "Kulkas mati" not in gone.get_data(as_text=True)
    assert client.get("/technician/pool/999999").status_code == 404


def test_a_job_of_mine_is_said_to_be_mine(session: Session, client: FlaskClient, budi) -> None:
    visit = open_visit(session, quota=1)
    make_assignment(session, visit, budi)
    assert f"/technician/visits/{visit.id}" in text_of(client, f"/technician/pool/{visit.id}")


def test_nothing_new_is_said_in_few_bytes(session: Session, client: FlaskClient, budi) -> None:
    visit = open_visit(session)
    first = client.get("/technician/pool/rows")
    assert client.get("/technician/pool/rows", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert first.headers["ETag"] in text_of(client)  # the page itself knows the version it shows
    make_assignment(session, visit, make_technician(session, "Sari"))
    assert client.get("/technician/pool/rows", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_version_changes_with_the_clock_the_line_my_leave_and_my_skills(session: Session, budi) -> None:
    now = utc_now()
    visit = open_visit(session, race_opens_at=now + timedelta(minutes=5))
    skill = Skill(name="Listrik")
    session.add(skill)
    seen = [pool_version(session, technician=budi, now=now)]

    def note(at=now) -> None:
        session.flush()
        seen.append(pool_version(session, technician=budi, now=at))

    note()
    assert seen.pop() == seen[0]
    note(now + timedelta(minutes=6))  # the race has opened
    visit.queue_tail += 1
    note()
    visit.places_reserved += 1
    note()
    budi.skills.append(skill)
    note()
    session.add(Leave(user_id=budi.id, first_date=now.date(), last_date=now.date()))
    note()
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("path", ["/technician/pool", "/technician/pool/rows", "/technician/pool/1"])
def test_the_pool_is_for_technicians(session: Session, client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 302
    log_in(client, make_cs(session))
    assert client.get(path).status_code == 403
