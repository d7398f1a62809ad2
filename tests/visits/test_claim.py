"""War tiket: who gets a place, who waits, who is refused and why."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.errors import NotAllowed, NotFound
from app.models.accounts.user import Leave, Skill, UserStatus
from app.models.audit.audit_log import AuditEntry
from app.models.messaging.outbox import OutboxMessage
from app.models.visits.assignment import Assignment, ClaimAttempt, ClaimResult, QueueEntry
from tests.factories import NOW, make_assignment, make_company, make_cs, make_technician, make_visit
from workflows.visits import claim_place, expire_offers, leave_waiting_list, list_open_pool, offer_free_places


def claim(session, visit, technician, now=NOW):
    outcome = claim_place(session, visit_id=visit.id, technician=technician, now=now)
    session.expire_all()
    return outcome


def test_a_free_place_goes_to_whoever_taps_first(session):
    visit, budi = make_visit(session, quota=2), make_technician(session, "Budi")
    outcome = claim(session, visit, budi)
    assert outcome.won
    assert (visit.places_taken, visit.status) == (1, "OPEN")
    assert session.get(Assignment, outcome.assignment_id).technician_id == budi.id


def test_the_last_place_makes_the_visit_assigned_and_emits_the_news_once(session):
    visit, budi = make_visit(session, quota=1), make_technician(session, "Budi")
    assert claim(session, visit, budi).won
    assert (visit.status, visit.assigned_at) == ("ASSIGNED", NOW)
    kinds = session.scalars(select(OutboxMessage.kind).where(OutboxMessage.visit_id == visit.id)).all()
    assert kinds == ["visit.filled"]
    history = session.scalars(
        select(AuditEntry).where(AuditEntry.thing == "visit_tickets", AuditEntry.action == "fill")
    ).one()
    assert (history.thing_id, history.actor_id) == (visit.id, budi.id)


def test_second_technician_is_refused_when_quota_is_full_and_draws_a_number(session):
    visit = make_visit(session, quota=1)
    budi, sari, tono = (make_technician(session, name) for name in ("Budi", "Sari", "Tono"))
    claim(session, visit, budi)
    assert claim(session, visit, sari).position == 1
    assert claim(session, visit, tono).position == 2
    assert claim(session, visit, sari).position == 1, "pressing again keeps the place in line"
    assert visit.places_taken == 1


def test_the_same_technician_never_holds_two_places_of_one_visit(session):
    visit, budi = make_visit(session, quota=2), make_technician(session)
    claim(session, visit, budi)
    assert claim(session, visit, budi).result == ClaimResult.ALREADY_ON_IT
    assert visit.places_taken == 1


def test_overlapping_visits_of_one_technician_are_refused(session):
    budi = make_technician(session)
    first = make_visit(session)
    second = make_visit(session, planned_start=first.planned_start + timedelta(hours=7))
    third = make_visit(session, planned_start=first.planned_end)
    assert claim(session, first, budi).won
    assert claim(session, second, budi).result == ClaimResult.OVERLAP
    assert claim(session, third, budi).won, "one may begin when the other ends"


@pytest.mark.parametrize(
    ("status", "result"),
    [("DRAFT", ClaimResult.NOT_OPEN), ("CANCELLED", ClaimResult.NOT_OPEN), ("DONE", ClaimResult.NOT_OPEN)],
)
def test_a_visit_that_is_not_open_takes_nobody(session, status, result):
    visit = make_visit(session, status=status)
    assert claim(session, visit, make_technician(session)).result == result
    assert visit.places_taken == 0


def test_the_race_cannot_be_won_before_it_opens(session):
    visit = make_visit(session, race_opens_at=NOW + timedelta(minutes=5))
    budi = make_technician(session)
    assert claim(session, visit, budi).result == ClaimResult.TOO_EARLY
    assert claim(session, visit, budi, now=NOW + timedelta(minutes=5)).won


def test_people_on_leave_and_people_without_the_skill_are_refused(session):
    skill = Skill(name="Freon R32")
    session.add(skill)
    session.flush()
    visit = make_visit(session, skill_id=skill.id)
    budi, sari = make_technician(session, "Budi"), make_technician(session, "Sari")
    assert claim(session, visit, budi).result == ClaimResult.SKILL_MISSING
    sari.skills.append(skill)
    day = visit.planned_start.date()
    session.add(Leave(user_id=sari.id, first_date=day, last_date=day))
    session.flush()
    assert claim(session, visit, sari).result == ClaimResult.ON_LEAVE


def test_every_claim_attempt_is_recorded_with_its_result(session):
    visit = make_visit(session, quota=1)
    budi, sari = make_technician(session, "Budi"), make_technician(session, "Sari")
    for technician in (budi, budi, sari, sari):
        claim(session, visit, technician)
    pressed = session.execute(select(ClaimAttempt.technician_id, ClaimAttempt.result).order_by(ClaimAttempt.id)).all()
    assert pressed == [(budi.id, "WON"), (budi.id, "ALREADY_ON_IT"), (sari.id, "FULL"), (sari.id, "FULL")]


def test_only_active_technicians_may_claim(session):
    visit = make_visit(session)
    with pytest.raises(NotAllowed):
        claim(session, visit, make_cs(session))
    with pytest.raises(NotAllowed):
        claim(session, visit, make_technician(session, status=UserStatus.INACTIVE))
    with pytest.raises(NotFound):
        claim_place(session, visit_id=2**40, technician=make_technician(session), now=NOW)


def full_visit_with_line(session):
    make_company(session)
    visit = make_visit(session, quota=1)
    budi, sari, tono = (make_technician(session, name) for name in ("Budi", "Sari", "Tono"))
    for technician in (budi, sari, tono):
        claim(session, visit, technician)
    return visit, budi, sari, tono


def free_the_place(session, visit, now=NOW):
    place = session.scalars(select(Assignment).where(Assignment.visit_id == visit.id)).one()
    place.released_at, place.release_reason = now, "REPLACED"
    visit.places_taken, visit.status = 0, "OPEN"
    session.flush()
    return offer_free_places(session, visit_id=visit.id, now=now)


def test_a_place_that_comes_free_is_offered_to_the_head_of_the_line_and_to_nobody_else(session):
    visit, _budi, sari, tono = full_visit_with_line(session)
    assert free_the_place(session, visit) == 1
    assert (visit.places_reserved, visit.places_free) == (1, 0)
    visitor = make_technician(session, "Eko")
    assert claim(session, visit, visitor).result == ClaimResult.FULL
    assert claim(session, visit, tono).result == ClaimResult.FULL
    assert claim(session, visit, sari).won
    assert (visit.places_taken, visit.places_reserved, visit.status) == (1, 0, "ASSIGNED")


def test_an_offer_that_runs_out_goes_to_the_next_and_at_last_to_the_pool(session):
    visit, _budi, sari, tono = full_visit_with_line(session)
    free_the_place(session, visit)
    later = NOW + timedelta(minutes=11)
    assert claim(session, visit, sari, now=later).result == ClaimResult.FULL, "the offer has run out"
    assert expire_offers(session, now=later) == 1
    session.expire_all()
    states = dict(session.execute(select(QueueEntry.technician_id, QueueEntry.status)).all())
    assert (states[sari.id], states[tono.id]) == ("EXPIRED", "OFFERED")
    expire_offers(session, now=later + timedelta(minutes=11))
    session.expire_all()
    assert (visit.places_reserved, visit.places_free) == (0, 1)
    assert session.scalar(select(OutboxMessage.kind).order_by(OutboxMessage.id.desc()).limit(1)) == "visit.opened"


def test_the_line_passes_over_whoever_cannot_come_any_more(session):
    visit, _budi, sari, tono = full_visit_with_line(session)
    elsewhere = make_visit(session, planned_start=visit.planned_start)
    make_assignment(session, elsewhere, sari)
    free_the_place(session, visit)
    states = dict(session.execute(select(QueueEntry.technician_id, QueueEntry.status)).all())
    assert (states[sari.id], states[tono.id]) == ("WAITING", "OFFERED")


def test_who_leaves_the_line_hands_the_offer_on(session):
    visit, _budi, sari, tono = full_visit_with_line(session)
    free_the_place(session, visit)
    leave_waiting_list(session, visit_id=visit.id, technician=sari, now=NOW)
    session.expire_all()
    assert visit.places_reserved == 1
    assert claim(session, visit, tono).won


def test_the_pool_shows_what_this_technician_may_take(session):
    budi = make_technician(session, "Budi")
    free = make_visit(session)
    make_visit(session, status="DRAFT")
    full = make_visit(session, quota=1, planned_start=free.planned_start + timedelta(days=2))
    make_assignment(session, full, make_technician(session, "Sari"))
    assert [visit.id for visit in list_open_pool(session, technician=budi, now=NOW)] == [free.id]
    claim(session, full, budi)
    assert {visit.id for visit in list_open_pool(session, technician=budi, now=NOW)} == {free.id, full.id}
