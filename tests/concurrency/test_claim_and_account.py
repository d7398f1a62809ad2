"""A claim and a change of the technician's account at once: whoever may not hold a place holds none."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, Invalid, NotAllowed
from app.models.accounts.user import Leave, Role, User, UserStatus
from app.models.visits.assignment import Assignment, ClaimResult
from tests.factories import NOW, make_admin, make_company, make_technician, make_visit
from tests.support.waiting import wait_until_blocked
from workflows.accounts.users import StillPlaced, change_role, deactivate_user, plan_leave
from workflows.visits import claim_place

pytestmark = pytest.mark.concurrency

OpenSession = Callable[[], Session]
Change = Callable[[Session, User, User, datetime], Any]


def deactivate(session: Session, technician: User, actor: User, _start: datetime) -> None:
    deactivate_user(session, user_id=technician.id, actor=actor, now=NOW)


def make_sales_of(session: Session, technician: User, actor: User, _start: datetime) -> None:
    change_role(session, user_id=technician.id, actor=actor, now=NOW, role=Role.SALES)


def send_on_leave(session: Session, technician: User, actor: User, start: datetime) -> None:
    day = start.date()
    plan_leave(session, user_id=technician.id, first_date=day, last_date=day, actor=actor, now=NOW)


CHANGES: list[tuple[Change, type[DomainError]]] = [
    (deactivate, StillPlaced),
    (make_sales_of, StillPlaced),
    (send_on_leave, Invalid),
]


def cast(open_session: OpenSession) -> tuple[Session, Any, User, User]:
    setup = open_session()
    make_company(setup)
    visit, budi, ani = make_visit(setup, quota=1), make_technician(setup, "Budi"), make_admin(setup)
    setup.commit()
    return setup, visit, budi, ani


@pytest.mark.parametrize(("change", "refusal"), CHANGES)
def test_a_change_that_comes_while_a_claim_is_not_committed_finds_the_place(
    open_session: OpenSession, change: Change, refusal: type[DomainError]
) -> None:
    setup, visit, budi, ani = cast(open_session)
    claiming, changing = open_session(), open_session()
    assert claim_place(claiming, visit_id=visit.id, technician=budi, now=NOW).won
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(change, changing, budi, ani, visit.planned_start)
        wait_until_blocked(setup)
        claiming.commit()
        with pytest.raises(refusal):
            waiting.result(timeout=60)
    changing.rollback()
    assert setup.get_one(User, budi.id, populate_existing=True).status == UserStatus.ACTIVE


@pytest.mark.parametrize("change", [deactivate, make_sales_of])
def test_a_claim_that_comes_while_the_account_changes_is_refused(open_session: OpenSession, change: Change) -> None:
    setup, visit, budi, ani = cast(open_session)
    claiming, changing = open_session(), open_session()
    change(changing, budi, ani, visit.planned_start)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(claim_place, claiming, visit_id=visit.id, technician=budi, now=NOW)
        wait_until_blocked(setup)
        changing.commit()
        with pytest.raises(NotAllowed):
            waiting.result(timeout=60)
    claiming.rollback()
    assert count_wrong_places(open_session()) == 0


def test_a_claim_that_comes_while_leave_is_planned_is_refused(open_session: OpenSession) -> None:
    setup, visit, budi, ani = cast(open_session)
    claiming, changing = open_session(), open_session()
    send_on_leave(changing, budi, ani, visit.planned_start)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(claim_place, claiming, visit_id=visit.id, technician=budi, now=NOW)
        wait_until_blocked(setup)
        changing.commit()
        assert waiting.result(timeout=60).result == ClaimResult.ON_LEAVE
    claiming.commit()


@pytest.mark.parametrize(("change", "_refusal"), CHANGES)
def test_twenty_claims_raced_by_a_change_leave_nobody_with_a_place_they_must_not_have(
    open_session: OpenSession, change: Change, _refusal: type[DomainError]
) -> None:
    setup = open_session()
    make_company(setup)
    ani = make_admin(setup)
    rounds = [(make_visit(setup, quota=1), make_technician(setup, f"Teknisi{number}")) for number in range(20)]
    setup.commit()
    claiming, changing = open_session(), open_session()
    barrier = threading.Barrier(2)

    def run(session: Session, work: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            work()
            session.commit()
        except DomainError:
            session.rollback()

    with ThreadPoolExecutor(2) as pool:
        for visit, technician in rounds:
            claim = pool.submit(
                run,
                claiming,
                lambda visit=visit, who=technician: claim_place(claiming, visit_id=visit.id, technician=who, now=NOW),
            )
            other = pool.submit(
                run,
                changing,
                lambda visit=visit, who=technician: change(changing, who, ani, visit.planned_start),
            )
            claim.result(timeout=60)
            other.result(timeout=60)
    assert count_wrong_places(open_session()) == 0


def count_wrong_places(session: Session) -> int:
    """Places held by somebody who is no active technician, or on leave on a day of the place."""
    held = select(func.count()).select_from(Assignment).join(User, User.id == Assignment.technician_id)
    away = select(Leave.id).where(Leave.user_id == User.id).exists()
    wrong = (User.status != UserStatus.ACTIVE) | (User.role != Role.TECHNICIAN) | away
    return session.scalars(held.where(Assignment.released_at.is_(None), wrong)).one()
