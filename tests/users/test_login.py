"""Wrong passwords: counted on the account, with a wait that grows and is forgotten."""

from datetime import timedelta

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
