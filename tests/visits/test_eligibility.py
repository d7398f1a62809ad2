"""Who may take a place: pool, invitation, waiting list, claim, planning and rescheduling give the same answer."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed
from app.models.accounts.user import Leave, Role, Skill, User, UserStatus
from app.models.visits.assignment import Assignment, ClaimResult, QueueEntry, ReleaseReason
from app.models.visits.visit import VisitTicket
from tests.factories import NOW, make_assignment, make_technician, make_user, make_visit
from workflows.visits import claim_place, find_in_pool, find_obstacles, list_eligible_technicians, offer_free_places

Hindrance = Callable[[Session, VisitTicket, User], None]


def release(session: Session, visit: VisitTicket, technician: User, *, no_show: bool, why: ReleaseReason) -> None:
    place: Assignment = make_assignment(session, visit, technician, no_show=no_show)
    place.released_at, place.release_reason = NOW, why
    visit.places_taken -= 1
    session.flush()


def no_show(session: Session, visit: VisitTicket, technician: User) -> None:
    release(session, visit, technician, no_show=True, why=ReleaseReason.REPLACED)


def released(session: Session, visit: VisitTicket, technician: User) -> None:
    release(session, visit, technician, no_show=False, why=ReleaseReason.WITHDRAWN)


def on_leave(session: Session, visit: VisitTicket, technician: User) -> None:
    session.add(Leave(user_id=technician.id, first_date=visit.planned_end.date(), last_date=visit.planned_end.date()))
    session.flush()


def unskilled(session: Session, visit: VisitTicket, technician: User) -> None:
    skill = Skill(name="Freon R32")
    session.add(skill)
    session.flush()
    visit.skill_id = skill.id
    session.flush()


def busy(session: Session, visit: VisitTicket, technician: User) -> None:
    other = make_visit(session, planned_start=visit.planned_end - timedelta(minutes=1))
    make_assignment(session, other, technician)


HINDRANCES = [
    (no_show, ClaimResult.RELEASED),
    (released, ClaimResult.RELEASED),
    (on_leave, ClaimResult.ON_LEAVE),
    (unskilled, ClaimResult.SKILL_MISSING),
    (busy, ClaimResult.OVERLAP),
]


@pytest.mark.parametrize(("hinder", "result"), HINDRANCES)
def test_whoever_may_not_come_neither_sees_the_job_nor_hears_of_it_nor_wins_it(
    session: Session, hinder: Hindrance, result: ClaimResult
) -> None:
    visit, budi, sari = make_visit(session), make_technician(session, "Budi"), make_technician(session, "Sari")
    hinder(session, visit, budi)
    if visit.skill_id:
        sari.skills.append(session.get_one(Skill, visit.skill_id))
        session.flush()
    assert find_in_pool(session, visit_id=visit.id, technician=budi, now=NOW) is None
    assert find_in_pool(session, visit_id=visit.id, technician=sari, now=NOW) is not None
    assert [user.id for user in list_eligible_technicians(session, visit=visit, now=NOW)] == [sari.id]
    assert claim_place(session, visit_id=visit.id, technician=budi, now=NOW).result == result
    assert claim_place(session, visit_id=visit.id, technician=sari, now=NOW).won


@pytest.mark.parametrize(("hinder", "_result"), HINDRANCES)
def test_a_place_that_comes_free_passes_over_whoever_may_not_come(
    session: Session, hinder: Hindrance, _result: ClaimResult
) -> None:
    visit, budi = make_visit(session, quota=1), make_technician(session, "Budi")
    session.add(QueueEntry(visit_id=visit.id, technician_id=budi.id, position=1))
    session.flush()
    hinder(session, visit, budi)
    assert offer_free_places(session, visit_id=visit.id, now=NOW) == 0


@pytest.mark.parametrize("change", [{"status": UserStatus.INACTIVE}, {"role": Role.SALES}])
def test_an_account_that_is_no_active_technician_gets_nothing(session: Session, change: dict[str, str]) -> None:
    visit, budi = make_visit(session), make_user(session, "Budi", **{"role": Role.TECHNICIAN} | change)
    assert find_in_pool(session, visit_id=visit.id, technician=budi, now=NOW) is None
    assert list_eligible_technicians(session, visit=visit, now=NOW) == []
    with pytest.raises(NotAllowed):
        claim_place(session, visit_id=visit.id, technician=budi, now=NOW)


def test_a_visit_whose_planned_end_has_passed_takes_nobody(session: Session) -> None:
    visit, budi = make_visit(session), make_technician(session)
    just_before, over = visit.planned_end - timedelta(seconds=1), visit.planned_end
    assert find_in_pool(session, visit_id=visit.id, technician=budi, now=just_before) is not None
    assert find_in_pool(session, visit_id=visit.id, technician=budi, now=over) is None
    assert claim_place(session, visit_id=visit.id, technician=budi, now=over).result == ClaimResult.NOT_OPEN
    assert claim_place(session, visit_id=visit.id, technician=budi, now=just_before).won


def test_two_visits_that_touch_do_not_overlap(session: Session) -> None:
    first, budi = make_visit(session), make_technician(session)
    second = make_visit(session, planned_start=first.planned_end)
    make_assignment(session, first, budi)
    assert find_in_pool(session, visit_id=second.id, technician=budi, now=NOW) is not None
    assert [user.id for user in list_eligible_technicians(session, visit=second, now=NOW)] == [budi.id]


@pytest.mark.parametrize("hours", [-1, 0, 1])
def test_nothing_overlaps_what_is_left_of_a_plan_that_has_ended(session: Session, hours: int) -> None:
    visit, budi = make_visit(session), make_technician(session, "Budi")
    busy(session, visit, budi)
    found = find_obstacles(
        session, visit_id=visit.id, technician_id=budi.id, now=visit.planned_end + timedelta(hours=hours)
    )
    assert found == ([ClaimResult.OVERLAP] if hours < 0 else [])
