"""The ledger by hand: once per source, counter-entries, the day's limit, who may correct."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.core.errors import Invalid, NotAllowed
from app.core.units import unit_of
from app.jobs.housekeeping import check_exp_totals
from app.models.accounts.user import Role
from app.models.feedback.exp import ExpBalance, ExpEntry, ExpRules
from app.models.messaging.outbox import OutboxMessage
from tests.factories import NOW, make_admin, make_cs, make_user
from workflows.exp import (
    Period,
    award,
    balance_of,
    check_totals,
    correct_exp,
    find_drift,
    find_rank,
    hide_from_leaderboard,
    leaderboard,
    level_of,
    progress_of,
    reverse_award,
)

FOLLOWED_UP = "feedback.followed_up"


def make_member(session, name="Wati"):
    return make_user(session, name, Role.MEMBER)


def give(session, user, *, points=10, source=("feedback", 1), rule=FOLLOWED_UP, actor=None, now=NOW):
    return award(
        session,
        user_id=user.id,
        points=points,
        rule=rule,
        source=source,
        reason="SRN-2026-000001",
        actor=actor,
        now=now,
    )


def take(session, *, source=("feedback", 1), rule=FOLLOWED_UP, now=NOW):
    return reverse_award(session, source=source, rule=rule, reason="Spam", actor=None, now=now)


def test_a_source_is_rewarded_once_ever_even_after_it_was_taken_back(session):
    wati = make_member(session)
    assert give(session, wati).points == 10
    assert give(session, wati, points=50) is None
    assert take(session).points == -10
    assert take(session) is None
    assert give(session, wati) is None, "restoring the item buys no second award"
    assert balance_of(session, user_id=wati.id) == 0
    assert give(session, wati, rule="bug.fixed") is not None, "another rule is another award"


def test_what_was_never_given_cannot_be_taken_back(session):
    assert take(session, source=("feedback", 99)) is None


def test_nobody_rewards_himself(session):
    dewi = make_cs(session)
    assert give(session, dewi, actor=dewi) is None
    with pytest.raises(DBAPIError, match="nobody_rewards_himself"):
        session.execute(
            text(
                "INSERT INTO exp_entries (user_id, points, rule, source_kind, source_id, reason, actor_id, at, day)"
                " VALUES (:id, 5, 'x', 'feedback', 1, '', :id, now(), now())"
            ),
            {"id": dewi.id},
        )


def test_an_award_beyond_the_days_limit_is_cut_down_to_what_is_left(session):
    unit_of(session).exp_rules = ExpRules(daily_limit=25)
    wati = make_member(session)
    give(session, wati, points=20, source=("feedback", 1))
    cut = give(session, wati, points=20, source=("feedback", 2))
    assert (cut.points, cut.capped_from) == (5, 20)
    assert give(session, wati, points=20, source=("feedback", 3)) is None
    take(session)
    assert give(session, wati, points=20, source=("feedback", 4)) is None, "taking back makes no room"
    tomorrow = give(session, wati, points=20, source=("feedback", 5), now=NOW + timedelta(days=1))
    assert (tomorrow.points, tomorrow.capped_from) == (20, None)


def test_the_day_turns_at_midnight_in_the_firms_zone(session):
    unit_of(session).exp_rules = ExpRules(daily_limit=10)
    wati = make_member(session)
    before_midnight = NOW.replace(hour=16, minute=59)  # 23.59 WIB
    assert give(session, wati, source=("feedback", 1), now=before_midnight)
    assert give(session, wati, source=("feedback", 2), now=before_midnight + timedelta(seconds=30)) is None
    assert give(session, wati, source=("feedback", 2), now=before_midnight + timedelta(minutes=1))


def test_a_correction_is_signed_by_an_admin_and_told_to_the_owner(session):
    wati, ani = make_member(session), make_admin(session)
    unit_of(session).exp_rules = ExpRules(daily_limit=0)
    correct_exp(session, user_id=wati.id, points=-15, reason="Salah hitung", actor=ani, now=NOW)
    correct_exp(session, user_id=wati.id, points=40, reason="Hadiah lomba", actor=ani, now=NOW)
    assert balance_of(session, user_id=wati.id) == 25
    kinds = session.scalars(OutboxMessage.__table__.select().with_only_columns(OutboxMessage.kind)).all()
    assert kinds == ["exp.corrected", "exp.corrected"]


@pytest.mark.parametrize(("points", "reason"), [(0, "x"), (10_001, "x"), (5, "  ")])
def test_a_correction_needs_points_and_a_reason(session, points, reason):
    with pytest.raises(Invalid):
        correct_exp(
            session, user_id=make_member(session).id, points=points, reason=reason, actor=make_admin(session), now=NOW
        )


def test_only_an_admin_corrects_and_never_himself(session):
    ani, dewi = make_admin(session), make_cs(session)
    for owner, actor in ((ani, ani), (ani, dewi)):
        with pytest.raises(NotAllowed):
            correct_exp(session, user_id=owner.id, points=5, reason="x", actor=actor, now=NOW)


@pytest.mark.parametrize("statement", ["UPDATE exp_entries SET points = 99", "DELETE FROM exp_entries"])
def test_the_ledger_refuses_change(session, statement):
    give(session, make_member(session))
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(statement))


def test_wrong_totals_are_found_set_right_and_said(session):
    wati = make_member(session)
    give(session, wati)
    assert find_drift(session) == []
    session.execute(text("UPDATE exp_balances SET points = 99"))
    session.execute(text("DELETE FROM exp_months"))
    assert [(one.total, one.truth) for one in check_totals(session, now=NOW)] == [(99, 10), (0, 10)]
    session.flush()
    assert find_drift(session) == []
    said = session.execute(text("SELECT changes->'points' FROM audit_entries WHERE action = 'exp_repaired'")).scalars()
    assert said.all() == [[99, 10], [0, 10]]


def test_levels_are_reached_with_their_first_point(session):
    assert [str(level_of(session, points=points)) for points in (-1, 0, 24, 25, 9999)] == [
        "None",
        "Pendatang",
        "Pendatang",
        "Pemerhati",
        "Sesepuh",
    ]
    wati = make_member(session)
    give(session, wati, points=50)
    progress = progress_of(session, user_id=wati.id)
    assert (progress.level.name, progress.following.name, progress.percent, progress.missing) == (
        "Pemerhati",
        "Penyumbang",
        50,
        25,
    )


def test_the_leaderboard_shares_places_and_leaves_out_who_hides(session):
    wati, joko, tono = (make_member(session, name) for name in ("Wati", "Joko", "Tono"))
    last_month = NOW - timedelta(days=40)
    give(session, wati, points=30, source=("feedback", 1), now=last_month)
    give(session, joko, points=10, source=("feedback", 2))
    give(session, wati, points=10, source=("feedback", 3))
    give(session, tono, points=90, source=("feedback", 4))
    hide_from_leaderboard(session, user_id=tono.id, hidden=True)

    def shown(period):
        return [(rank.place, rank.name, rank.points) for rank in leaderboard(session, period=period, now=NOW)]

    assert shown(Period.MONTH) == [(1, "Wati", 10), (1, "Joko", 10)]
    assert shown(Period.ALL_TIME) == [(1, "Wati", 40), (2, "Joko", 10)]
    assert find_rank(session, user_id=joko.id, period=Period.ALL_TIME, now=NOW).place == 2
    assert find_rank(session, user_id=tono.id, period=Period.ALL_TIME, now=NOW) is None
    assert session.get(ExpBalance, tono.id).points == 90
    assert session.query(ExpEntry).count() == 4


def test_the_nightly_job_says_what_it_sets_right(app, session, caplog):
    give(session, make_member(session))
    session.execute(text("UPDATE exp_balances SET points = 7"))
    session.commit()
    with app.app_context(), caplog.at_level("ERROR"):
        check_exp_totals()
    assert "exp.drift" in caplog.text
    assert session.scalar(text("SELECT points FROM exp_balances")) == 10
