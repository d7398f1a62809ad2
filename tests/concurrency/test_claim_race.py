"""The race with real sessions and real processes: never one too many, whatever the timing."""

import re
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from app.core.prepared_statement import Statement
from app.models.visits.assignment import Assignment, ClaimAttempt, QueueEntry
from app.models.visits.visit import VisitTicket
from tests.factories import NOW, make_company, make_technician, make_visit
from tests.support.phones import phone_of, phones_of
from tests.support.waiting import wait_until_blocked
from workflows.visits import claim_place
from workflows.visits.claims import claim_statements

pytestmark = pytest.mark.concurrency


def test_two_interleaved_sessions_one_place(open_session):
    """Deterministic: the second session presses while the first holds the row and has not committed."""
    setup = open_session()
    visit = make_visit(setup, quota=1)
    budi, sari = make_technician(setup, "Budi"), make_technician(setup, "Sari")
    setup.commit()
    first, second = open_session(), open_session()
    assert claim_place(first, visit_id=visit.id, technician=budi, now=NOW).won
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(claim_place, second, visit_id=visit.id, technician=sari, now=NOW)
        wait_until_blocked(setup)
        assert not waiting.done(), "the second press waits for the row"
        first.commit()
        outcome = waiting.result(timeout=60)
    second.commit()
    assert (outcome.won, outcome.position) == (False, 1)
    assert count_places(open_session(), visit) == 1


def test_a_rolled_back_winner_leaves_the_place_to_the_one_who_waited(open_session):
    setup = open_session()
    visit = make_visit(setup, quota=1)
    budi, sari = make_technician(setup, "Budi"), make_technician(setup, "Sari")
    setup.commit()
    first, second = open_session(), open_session()
    claim_place(first, visit_id=visit.id, technician=budi, now=NOW)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(claim_place, second, visit_id=visit.id, technician=sari, now=NOW)
        wait_until_blocked(setup)
        first.rollback()
        assert waiting.result(timeout=60).won
    second.commit()


def test_one_technician_cannot_win_two_visits_of_the_same_hour_at_once(open_session):
    """What the guard cannot see, the exclusion constraint refuses; unit_of_work turns it into a plain refusal."""
    setup = open_session()
    morning, same_morning, budi = make_visit(setup), make_visit(setup), make_technician(setup)
    setup.commit()
    first, second = open_session(), open_session()
    claim_place(first, visit_id=morning.id, technician=budi, now=NOW)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(claim_place, second, visit_id=same_morning.id, technician=budi, now=NOW)
        wait_until_blocked(setup)
        first.commit()
        with pytest.raises(IntegrityError):
            waiting.result(timeout=60)
    second.rollback()
    assert claim_place(second, visit_id=same_morning.id, technician=budi, now=NOW).result == "OVERLAP"


def race(open_session, press, *, technicians=12, quota=3):
    """Everybody presses at the same instant; how many hold a place afterwards."""
    setup = open_session()
    visit = make_visit(setup, quota=quota)
    people = [make_technician(setup, f"Teknisi{number}") for number in range(technicians)]
    setup.commit()
    sessions = [open_session() for _ in people]
    barrier = threading.Barrier(technicians)

    def run(person, session):
        barrier.wait()
        press(session, visit.id, person)

    with ThreadPoolExecutor(technicians) as pool:
        list(pool.map(run, people, sessions))
    return count_places(open_session(), visit), open_session().get(VisitTicket, visit.id)


def test_twelve_sessions_race_for_three_places(open_session):
    def press(session, visit_id, person):
        claim_place(session, visit_id=visit_id, technician=person, now=NOW)
        session.commit()

    for _round in range(5):
        places, visit = race(open_session, press)
        assert (places, visit.places_taken, visit.status, visit.queue_tail) == (3, 3, "ASSIGNED", 9)


def test_the_race_is_oversold_when_the_guard_is_removed(open_session, monkeypatch):
    """The proof that the guard does the work: without it (and without its CHECK) more than three get in."""
    guarded = str(claim_statements.CLAIM.clause)
    unguarded, count_guards = re.subn(r"AND v.places_taken \+ v.places_reserved < v.places_offered", "", guarded)
    unguarded, status_guards = re.subn(
        r"(AND v.status IN) \([^)]*\)", r"\1 ('OPEN', 'ASSIGNED', 'IN_PROGRESS')", unguarded
    )
    assert (count_guards, status_guards > 0) == (1, True)
    monkeypatch.setattr(claim_statements, "CLAIM", Statement(text(unguarded)))
    setup = open_session()
    setup.execute(text("ALTER TABLE visit_tickets DROP CONSTRAINT ck_visit_tickets_never_one_too_many"))
    setup.commit()

    def press(session, visit_id, person):
        claim_place(session, visit_id=visit_id, technician=person, now=NOW)
        session.commit()

    places, _visit = race(open_session, press)
    assert places > 3


def test_read_compare_write_oversells(open_session):
    """The obvious ORM code, kept as a warning: every reader sees a free place before anyone has written."""
    together = threading.Barrier(12)

    def naive(session, visit_id, person):
        visit = session.get(VisitTicket, visit_id)
        together.wait()
        if visit.places_taken < visit.places_offered:
            session.add(Assignment(visit_id=visit_id, technician_id=person.id, source="POOL", claimed_at=NOW,
                                   during=text("tstzrange(now(), now() + interval '1 hour')")))  # fmt: skip
            visit.places_taken += 1
            session.commit()

    places, _visit = race(open_session, naive)
    assert places > 3


@pytest.mark.slow
def test_two_hundred_tap_at_once_over_http(site):
    """Several processes, 200 logged-in phones, three places: 3 wins, 197 polite refusals, the line in order."""
    with site.session() as session:
        make_company(session)
        visit = make_visit(session, quota=3)
        people = [make_technician(session, f"Teknisi{number}") for number in range(200)]
    site.start_web(workers=3)
    phones = phones_of(people, site)
    barrier = threading.Barrier(200)

    def press(phone):
        barrier.wait()
        return phone.press(f"/technician/pool/{visit.id}/claim")

    with ThreadPoolExecutor(200) as pool:
        answers = list(pool.map(press, phones))

    assert Counter(answer.status_code for answer in answers) == {200: 3, 409: 197}
    assert all(answer.json()["message"] for answer in answers)
    with site.session() as session:
        assert count_places(session, visit) == 3
        assert session.get(VisitTicket, visit.id).places_taken == 3
        line = session.scalars(select(QueueEntry.position).order_by(QueueEntry.id)).all()
        assert line == list(range(1, 198)), "numbers in the order of arrival, none twice, none missing"
        told = sorted(answer.json()["position"] for answer in answers if answer.status_code == 409)
        assert told == line, "everyone was told their own number"
        results = Counter(session.scalars(select(ClaimAttempt.result)))
        assert results == {"WON": 3, "FULL": 197}


@pytest.mark.slow
def test_a_double_tap_is_one_tap(site):
    with site.session() as session:
        make_company(session)
        visit = make_visit(session, quota=1)
        budi = make_technician(session, "Budi")
    site.start_web()
    phone = phone_of(budi, site)
    with ThreadPoolExecutor(4) as pool:
        taps = [
            pool.submit(phone.press, f"/technician/pool/{visit.id}/claim", key="a-double-tap-key") for _ in range(4)
        ]
        answers = [tap.result() for tap in taps]
    assert {answer.status_code for answer in answers} == {200}
    with site.session() as session:
        assert session.scalars(select(ClaimAttempt.result)).all() == ["WON"]
        assert session.scalars(select(Assignment.technician_id)).all() == [budi.id]


def count_places(session, visit):
    held = session.scalars(
        select(Assignment.id).where(Assignment.visit_id == visit.id, Assignment.released_at.is_(None))
    )
    return len(held.all())
