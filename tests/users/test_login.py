"""Wrong passwords: counted on the account, with a wait that grows and is forgotten."""

from datetime import timedelta

import pytest

from tests.factories import NOW, PASSWORD, make_technician
from workflows.accounts.users import check_login

WRONG = "bukan kata sandinya"


def press(session, budi, password, now=NOW, tries=3):
    return check_login(session, name=budi.username, password=password, now=now, tries=tries)


def test_the_right_password_is_refused_while_the_account_waits(session):
    budi = make_technician(session)
    for _ in range(3):
        assert press(session, budi, WRONG) is None
    assert press(session, budi, PASSWORD) is None
    assert press(session, budi, PASSWORD, now=NOW + timedelta(minutes=16)) is budi
    assert budi.failed_logins == 0


def test_the_wait_grows(session):
    budi = make_technician(session)
    for _ in range(3):
        press(session, budi, WRONG)
    first = budi.locked_until - NOW
    press(session, budi, WRONG, now=NOW + timedelta(minutes=16))
    second = budi.locked_until - (NOW + timedelta(minutes=16))
    assert second == 2 * first == timedelta(minutes=30)


def test_slips_far_apart_are_not_counted_together(session):
    budi = make_technician(session)
    for week in range(5):
        press(session, budi, WRONG, now=NOW + timedelta(days=7 * week))
    assert budi.locked_until is None


def test_an_unknown_name_and_a_nul_are_refused_like_a_wrong_password(session):
    assert check_login(session, name="tidak ada", password=WRONG, now=NOW) is None
    assert check_login(session, name="a\x00b", password=WRONG, now=NOW) is None


@pytest.mark.parametrize(("seconds", "counted"), [(-1, 2), (0, 2), (1, 1)])
def test_two_slips_within_a_quarter_of_an_hour_are_counted_together(session, seconds, counted):
    budi = make_technician(session)
    press(session, budi, WRONG)
    press(session, budi, WRONG, now=NOW + timedelta(minutes=15, seconds=seconds))
    assert budi.failed_logins == counted


@pytest.mark.parametrize(("seconds", "counted"), [(-1, 4), (0, 4), (1, 1)])
def test_a_quiet_day_after_a_wait_begins_anew(session, seconds, counted):
    budi = make_technician(session)
    for _ in range(3):
        press(session, budi, WRONG)
    budi.locked_until = None
    press(session, budi, WRONG, now=NOW + timedelta(days=1, seconds=seconds))
    assert budi.failed_logins == counted


@pytest.mark.parametrize(("seconds", "is_let_in"), [(-1, False), (0, True), (1, True)])
def test_the_wait_ends_at_its_moment(session, seconds, is_let_in):
    budi = make_technician(session)
    for _ in range(3):
        press(session, budi, WRONG)
    at = budi.locked_until + timedelta(seconds=seconds)
    assert (press(session, budi, PASSWORD, now=at) is budi) is is_let_in


def test_waits_grow_to_eight_hours_and_no_longer(session):
    budi = make_technician(session)
    waits = []
    at = NOW
    for _ in range(9):
        press(session, budi, WRONG, now=at)
        if budi.locked_until:
            waits.append((budi.locked_until - at) / timedelta(minutes=15))
            at = budi.locked_until
    assert waits == [1, 2, 4, 8, 16, 32, 32]
