"""Two sessions award at the same moment: one award, one limit, one total."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.core.units import unit_of
from app.models.accounts.user import Role
from app.models.feedback.exp import ExpRules
from tests.factories import NOW, make_user
from tests.support.waiting import wait_until_blocked
from workflows.exp import award, balance_of, find_drift, reverse_award

pytestmark = pytest.mark.concurrency


def give(session, user, item, points=60):
    unit_of(session).exp_rules = ExpRules(daily_limit=100)
    source = ("feedback", item)
    return award(session, user_id=user.id, points=points, rule="x", source=source, reason="", actor=None, now=NOW)


def interleave(open_session, first_step, second_step):
    """The second session acts while the first has written and not committed; returns what each was answered."""
    setup, first, second = open_session(), open_session(), open_session()
    wati = make_user(setup, "Wati", Role.MEMBER)
    give(setup, wati, 99, points=1)
    setup.commit()
    mine = first_step(first, wati)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(second_step, second, wati)
        wait_until_blocked(setup)
        assert not waiting.done(), "the second waits for the account"
        first.commit()
        theirs = waiting.result(timeout=60)
    second.commit()
    looking = open_session()
    assert find_drift(looking) == []
    return mine, theirs, balance_of(looking, user_id=wati.id)


def test_one_item_awarded_twice_at_once_is_awarded_once(open_session):
    mine, theirs, balance = interleave(open_session, lambda s, u: give(s, u, 1), lambda s, u: give(s, u, 1))
    assert (mine.points, theirs, balance) == (60, None, 61)


def test_two_items_at_once_share_one_days_limit(open_session):
    mine, theirs, balance = interleave(open_session, lambda s, u: give(s, u, 1), lambda s, u: give(s, u, 2))
    assert (mine.points, theirs.points, theirs.capped_from, balance) == (60, 39, 60, 100)


def test_an_award_is_taken_back_once_by_two_at_once(open_session):
    def take(session, _user):
        return reverse_award(session, source=("feedback", 99), rule="x", reason="", actor=None, now=NOW)

    mine, theirs, balance = interleave(open_session, take, take)
    assert (mine.points, theirs, balance) == (-1, None, 0)
