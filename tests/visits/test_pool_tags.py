"""The pool is drawn again when what this technician sees changes, and only then; big pools are paged."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.models.accounts.user import Skill, User
from app.models.visits.visit import VisitTicket
from tests.factories import make_company, make_technician, make_visit
from tests.support.logins import log_in
from workflows.visits import claim_place
from workflows.visits.claims import pool

ROWS = "/technician/pool/rows"


@pytest.fixture
def budi(session: Session, client: FlaskClient) -> User:
    make_company(session)
    person: User = make_technician(session, "Budi")
    log_in(client, person)
    return person


def visit_in(session: Session, days: int = 1, **given: object) -> VisitTicket:
    visit: VisitTicket = make_visit(session, planned_start=utc_now() + timedelta(days=days), **given)
    session.commit()
    return visit


def asked(client: FlaskClient, tag: str) -> tuple[int, str]:
    answer = client.get(ROWS, headers={"If-None-Match": tag})
    return answer.status_code, answer.headers["ETag"]


def test_a_change_of_a_ticket_that_is_not_shown_draws_nothing_again(
    session: Session, client: FlaskClient, budi: User
) -> None:
    visit_in(session)
    skill = Skill(name="Chiller")
    session.add(skill)
    session.flush()
    others = visit_in(session, skill_id=skill.id)
    tag = client.get(ROWS).headers["ETag"]
    others.version += 1
    session.commit()
    status, newer = asked(client, tag)
    assert (status, newer == tag) == (304, False), "the cheap part of the tag is brought up to date"
    assert asked(client, newer) == (304, newer)
    assert asked(client, tag)[0] == 304, "an older tag of the same contents is good, too"


def test_a_place_that_somebody_takes_on_a_shown_ticket_draws_it_again(
    session: Session, client: FlaskClient, budi: User
) -> None:
    shown = visit_in(session, quota=2)
    sari = make_technician(session, "Sari")
    tag = client.get(ROWS).headers["ETag"]
    claim_place(session, visit_id=shown.id, technician=sari, now=utc_now())
    session.commit()
    assert asked(client, tag)[0] == 200


def test_the_waiting_list_and_the_opening_of_a_race_are_contents(
    session: Session, client: FlaskClient, budi: User
) -> None:
    full = visit_in(session, quota=1)
    sari = make_technician(session, "Sari")
    for person in (sari, budi):
        claim_place(session, visit_id=full.id, technician=person, now=utc_now())
    session.commit()
    tag = client.get(ROWS).headers["ETag"]
    full.queue_tail += 1
    session.commit()
    assert asked(client, tag)[0] == 200


def test_a_big_pool_is_read_page_by_page(
    session: Session, client: FlaskClient, budi: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "POOL_LIMIT", 3)
    monkeypatch.setattr("app.web.technician.pool.POOL_LIMIT", 3)
    numbers = [visit_in(session, days=day, problem=f"Masalah {day}").problem for day in range(1, 8)]
    met: list[str] = []
    address: str | None = "/technician/pool"
    while address:
        page = client.get(address).get_data(as_text=True)
        met += [number for number in numbers if number in page]
        start = page.find("/technician/pool?after=")
        address = page[start : page.index('"', start)] if start >= 0 else None
    assert met == numbers
