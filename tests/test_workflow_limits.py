"""The workflows at their limits: just before, at, and just after."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy.orm import Session

from app.core.clock import day_bounds, local_day
from app.core.errors import Invalid, NotAvailable
from app.core.identifiers import sha256
from app.models.accounts.api_token import ApiToken, TokenKind, TokenStatus
from app.models.accounts.sessions import LoginWay, UserSession
from app.models.accounts.user import Role
from app.models.feedback.exp import ExpLevel
from app.models.visits.attendance import Doubt, MomentSource
from tests.bugs.reports import bring_to_fixed, make_bug, make_developer, make_member
from tests.factories import NOW, make_assignment, make_company, make_cs, make_technician, make_user, make_visit
from tests.feedback.desk.desk_cast import make_feedback
from workflows.accounts.users.passwords.password_rules import require_good
from workflows.api_tokens import make_token
from workflows.api_tokens.make_token import MOST_LIVE
from workflows.authentication.sessions import find_login, list_sessions
from workflows.bugs import mark_duplicate, read_figures
from workflows.exp import balance_of, correct_exp, progress_of
from workflows.feedback import NoMoreAdditions, add_to_feedback
from workflows.feedback.sender.add_to_feedback import MOST_ADDITIONS
from workflows.fieldwork.attendance.doubts import LATEST, find_doubt
from workflows.fieldwork.board import list_board
from workflows.fieldwork.moment import Moment
from workflows.quiet_hours import next_allowed_moment

MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(("after", "paid"), [(-MOMENT, True), (timedelta(0), True), (MOMENT, False)])
def test_a_duplicate_counts_when_it_was_reported_until_the_fix(session: Session, after, paid):
    joko, rudi = make_developer(session), make_member(session, "Rudi")
    first = make_bug(session, make_member(session), now=NOW - timedelta(days=1))
    bring_to_fixed(session, first, joko, now=NOW)
    second = make_bug(session, rudi, now=NOW + after)
    mark_duplicate(session, bug_id=second.id, original=first.number, actor=joko, now=NOW + timedelta(hours=1))
    assert (balance_of(session, user_id=rudi.id) > 0) is paid


@pytest.mark.parametrize(("before_midnight", "found"), [(MOMENT, 1), (timedelta(0), 0)])
def test_a_bug_found_at_midnight_belongs_to_the_next_day(session: Session, before_midnight, found):
    day = date(2026, 11, 20)
    make_bug(session, make_member(session), now=day_bounds(day, "Asia/Jakarta")[1] - before_midnight)
    assert read_figures(session, first=day, last=day).found == found
    assert read_figures(session, first=day + timedelta(days=1), last=day + timedelta(days=1)).found == 1 - found


@pytest.mark.parametrize(("left", "refused"), [(timedelta(0), False), (MOMENT, True)])
def test_a_token_that_expires_this_moment_is_not_counted(session: Session, left, refused):
    joko = make_user(session, "Joko", Role.DEVELOPER)
    session.add_all(
        ApiToken(
            user_id=joko.id,
            kind=TokenKind.PERSONAL,
            name=f"Token {number}",
            prefix=f"sgp_{number:08d}",
            token_sha256=sha256(str(number)),
            scopes=["bugs:read"],
            expires_at=NOW + (left if number == 0 else timedelta(days=1)),
            status=TokenStatus.ACTIVE,
        )
        for number in range(MOST_LIVE)
    )
    session.flush()
    facts = {"owner": joko, "name": "Baru", "scopes": ["bugs:read"], "expires_at": NOW + timedelta(days=1)}
    if refused:
        with pytest.raises(NotAvailable):
            make_token(session, **facts, actor=joko, now=NOW)
    else:
        assert make_token(session, **facts, actor=joko, now=NOW).token.id


def test_quiet_hours_that_end_as_they_begin_are_none():
    for hour in range(24):
        now = NOW.replace(hour=hour)
        assert next_allowed_moment(now, zone="Asia/Jakarta", quiet_from=time(20), quiet_until=time(20)) == now


@pytest.mark.parametrize(("password", "fine"), [("kuda laut", False), ("kuda laut7", True)])
def test_ten_characters_are_enough_for_a_password(session: Session, password, fine):
    assert len(password) == (10 if fine else 9)
    if fine:
        require_good(password, make_cs(session))
    else:
        with pytest.raises(Invalid):
            require_good(password, make_cs(session))


def test_who_reaches_a_level_exactly_has_it_and_is_on_the_way_to_the_next(session: Session):
    ani, sinta = make_user(session, "Ani", Role.ADMIN), make_member(session)
    session.query(ExpLevel).delete()
    session.add_all([ExpLevel(name="Satu", from_points=0), ExpLevel(name="Dua", from_points=100)])
    session.add(ExpLevel(name="Tiga", from_points=200))
    session.flush()
    for points, level, following, percent in ((99, "Satu", "Dua", 99), (1, "Dua", "Tiga", 0), (1, "Dua", "Tiga", 1)):
        correct_exp(session, user_id=sinta.id, points=points, reason="Lomba", actor=ani, now=NOW)
        found = progress_of(session, user_id=sinta.id)
        assert found.level is not None
        assert found.following is not None
        assert (found.level.name, found.following.name, found.percent) == (level, following, percent)


def test_the_last_addition_is_taken_and_one_more_is_not(session: Session):
    sinta = make_member(session)
    item = make_feedback(session, sinta)
    for number in range(MOST_ADDITIONS):
        add_to_feedback(session, feedback_id=item.id, body_html=f"<p>Ke-{number}</p>", actor=sinta, now=NOW)
    with pytest.raises(NoMoreAdditions):
        add_to_feedback(session, feedback_id=item.id, body_html="<p>Lagi</p>", actor=sinta, now=NOW)


@pytest.mark.parametrize(("left", "lives"), [(timedelta(0), False), (MOMENT, True)])
def test_a_session_ends_at_its_moment(session: Session, left, lives):
    dewi = make_cs(session)
    moments = {"created_at": NOW, "last_seen_at": NOW, "fresh_at": NOW, "expires_at": NOW + left}
    session.add(UserSession(user_id=dewi.id, token_sha256=sha256("kunci"), how=LoginWay.PASSWORD, **moments))
    session.flush()
    asked = {"now": NOW, "idle_since": NOW - timedelta(hours=1)}
    assert (find_login(session, token="kunci", **asked) is not None) is lives
    assert bool(list_sessions(session, user_id=dewi.id, **asked)) is lives


@pytest.mark.parametrize(("early", "late"), [(MOMENT, False), (timedelta(0), True)])
def test_the_board_calls_somebody_late_when_the_minutes_are_over(session: Session, early, late):
    company = make_company(session)
    visit = make_visit(session, planned_start=NOW, quota=1)
    make_assignment(session, visit, make_technician(session), claimed_at=NOW - timedelta(hours=5))
    now = NOW + timedelta(minutes=company.late_after_minutes) - early
    (card,) = list_board(session, now=now)
    assert (card.team[0].late_minutes > 0) is late


@pytest.mark.parametrize(("early", "doubt"), [(MOMENT, None), (timedelta(0), None), (-MOMENT, Doubt.FAR_FROM_PLAN)])
def test_a_check_in_is_believed_until_so_long_after_the_plan(session: Session, early, doubt):
    make_company(session)
    visit = make_visit(session, planned_start=NOW, quota=1)
    place = make_assignment(session, visit, make_technician(session), claimed_at=NOW - timedelta(hours=5))
    at = visit.planned_end + LATEST - early
    moment = Moment(at, MomentSource.SERVER, is_late=False)
    day = local_day(at, visit.site.time_zone)
    assert find_doubt(session, visit=visit, place=place, moment=moment, day=day, now=at) == doubt
