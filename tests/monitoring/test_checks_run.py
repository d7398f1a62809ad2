"""Checks that run: leased to one worker, recorded, added up, and an alarm while they are down."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from flask_babel import force_locale
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotFound
from app.models.accounts.user import Role
from app.models.messaging.outbox import OutboxMessage
from app.models.monitoring.alarm import Alarm, AlarmStatus
from app.models.monitoring.check import Check, CheckKind, CheckPeriod, CheckResult, CheckState, CheckSum, PeriodKind
from app.policies.retention import RETENTION, kept_since
from tests.factories import NOW, make_user
from tests.monitoring.factories import MINUTE, make_a_check
from tests.support.logins import log_in
from workflows.monitoring import (
    Outcome,
    Ping,
    claim_due_checks,
    edit_check,
    list_sums,
    mark_late_pings,
    pause_check,
    receive_ping,
    record_result,
    resume_check,
    run_check_now,
)
from workflows.retention import delete_old_rows

WIB = ZoneInfo("Asia/Jakarta")


def look(session: Session, check: Check, results: str, *, first: int = 0) -> None:
    """One result a minute: U is well, D is not."""
    for place, result in enumerate(results):
        outcome = Outcome(result == "U", 120, "" if result == "U" else "HTTP 503, diharapkan 200")
        record_result(session, check_id=check.id, outcome=outcome, at=NOW + (first + place) * MINUTE)
        session.flush()


def test_downtime_is_kept_from_its_first_failure_and_told_once(session):
    check = make_a_check(session)
    look(session, check, "UDDD")
    alarm = session.scalars(select(Alarm)).one()
    period = session.scalars(select(CheckPeriod)).one()
    assert (check.status, alarm.status, period.started_at, period.ended_at) == (
        CheckState.DOWN, AlarmStatus.OPEN, NOW + MINUTE, None,
    )  # fmt: skip
    look(session, check, "DDDUU", first=4)
    session.refresh(alarm)
    session.refresh(period)
    session.refresh(check)
    assert (check.status, alarm.status, period.ended_at) == (CheckState.UP, AlarmStatus.RESOLVED, NOW + 7 * MINUTE)
    told = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.kind == "alarm.raised")
    assert session.scalar(told) == 1


def test_results_are_added_up_by_five_minutes_and_forgotten_after_two_days(session):
    check = make_a_check(session)
    look(session, check, "UDUUUU")
    sums = session.execute(select(CheckSum.ok, CheckSum.failed, CheckSum.ms_sum).order_by(CheckSum.at)).all()
    assert sum(ok for ok, *_ in sums) == 5
    assert sum(failed for _, failed, _ in sums) == 1
    assert sum(ms for *_, ms in sums) == 720
    rule = next(one for one in RETENTION if one.table == "check_results")
    before = kept_since(rule, {}, NOW + timedelta(hours=48, minutes=2))
    assert delete_old_rows(session, rule, before=before) == 2
    assert session.scalar(select(func.count()).select_from(CheckResult)) == 4


def test_page_draws_how_long_answers_took_from_the_sums(client, session):
    rani = make_user(session, "Rani", Role.DEVOPS)
    check = make_a_check(session)
    look(session, check, "UDUUUU", first=-10)
    half = timedelta(minutes=30)
    lines = list_sums(session, check_id=check.id, since=NOW - half, until=NOW + half, step=half)
    assert [(one.ok, one.failed, one.mean_ms, one.max_ms) for one in lines] == [(5, 1, 120, 120), (0, 0, None, None)]
    session.commit()
    log_in(client, rani)
    page = client.get(f"/admin/checks/details/?id={check.id}&hours=168").text
    assert "6 pemeriksaan, 1 gagal." in page
    assert 'class="curve-2"' in page


def test_silence_of_the_checker_is_kept_as_no_data(session):
    check = make_a_check(session)
    look(session, check, "U")
    look(session, check, "U", first=12)
    period = session.scalars(select(CheckPeriod)).one()
    assert (period.kind, period.ended_at - period.started_at) == (PeriodKind.NO_DATA, 12 * MINUTE)


def test_a_check_is_leased_to_one_worker_at_a_time(session):
    check = make_a_check(session)
    assert [due.id for due in claim_due_checks(session, now=NOW)] == [check.id]
    assert claim_due_checks(session, now=NOW) == []
    lease = timedelta(seconds=check.timeout_seconds + 30)
    assert claim_due_checks(session, now=NOW + timedelta(seconds=20)) == []
    assert [due.id for due in claim_due_checks(session, now=NOW + lease + MINUTE)] == [
        check.id
    ]  # its worker was killed


def test_a_result_that_comes_late_changes_nothing(session):
    check = make_a_check(session)
    look(session, check, "UU", first=5)
    assert record_result(session, check_id=check.id, outcome=Outcome(ok=False, ms=1), at=NOW) is None


def test_pausing_ends_downtime_and_alarm_and_resuming_begins_anew(session):
    rani = make_user(session, "Rani", Role.DEVOPS)
    check = make_a_check(session)
    look(session, check, "DDD")
    pause_check(session, check_id=check.id, actor=rani, now=NOW + 3 * MINUTE)
    session.expire_all()
    assert session.scalars(select(Alarm)).one().status == AlarmStatus.RESOLVED
    assert session.scalars(select(CheckPeriod)).one().ended_at == NOW + 3 * MINUTE
    assert claim_due_checks(session, now=NOW + timedelta(hours=1)) == []
    resume_check(session, check_id=check.id, actor=rani, now=NOW + timedelta(hours=2))
    session.expire_all()
    look(session, check, "U", first=121)
    assert (check.status, session.scalar(select(func.count()).select_from(Alarm))) == (CheckState.UP, 1)


def test_testing_now_makes_it_due(session):
    rani = make_user(session, "Rani", Role.DEVOPS)
    check = make_a_check(session)
    claim_due_checks(session, now=NOW)
    record_result(session, check_id=check.id, outcome=Outcome(ok=True, ms=5), at=NOW)
    session.flush()
    run_check_now(session, check_id=check.id, actor=rani, now=NOW)
    assert [due.id for due in claim_due_checks(session, now=NOW)] == [check.id]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "DNS", "target": "https://contoh.id"}, "target"),
        ({"kind": "HEARTBEAT", "options": {"cron": "0 1 * * *", "period_seconds": 60}}, "period_seconds"),
        ({"kind": "HEARTBEAT", "options": {"cron": "0 25 * * *"}}, "cron"),
        ({"kind": "HEARTBEAT"}, "period_seconds"),
        ({"kind": "TCP", "target": "db.contoh.id"}, "target"),
        ({"target": "ftp://contoh.id"}, "target"),
        ({"timeout_seconds": 60}, "timeout_seconds"),
    ],
)
def test_what_a_kind_needs_is_asked_for(session, given, field):
    with pytest.raises(Invalid) as refused:
        make_a_check(session, **given)
    assert refused.value.field == field


def test_options_of_another_kind_are_dropped_and_the_kind_stays(session):
    check = make_a_check(
        session, kind="DNS", target="contoh.id", options={"http_status": 200, "addresses": "192.0.2.1"}
    )
    assert check.options == {"addresses": "192.0.2.1"}
    edit_check(
        session, check=check, name="Nama", target="www.contoh.id", interval_seconds=120, timeout_seconds=5, options={}
    )
    assert (check.kind, check.target, check.options) == (CheckKind.DNS, "www.contoh.id", {})


def test_job_that_pings_is_down_when_no_ping_comes_and_up_with_the_next(app, session):
    backup = make_a_check(
        session, "Cadangan", kind="HEARTBEAT", options={"period_seconds": 3600}, ping_token="rahasia-panjang"
    )
    assert mark_late_pings(session, zone=WIB, now=NOW + timedelta(days=2)) == 0  # new: nothing is expected yet
    receive_ping(session, token="rahasia-panjang", ping=Ping.SUCCESS, now=NOW)
    assert mark_late_pings(session, zone=WIB, now=NOW + timedelta(minutes=64)) == 0
    with app.app_context():
        assert mark_late_pings(session, zone=WIB, now=NOW + timedelta(minutes=65)) == 1
    last = session.scalars(select(CheckResult).order_by(CheckResult.id.desc())).first()
    for kept in (last, backup.run, session.scalars(select(CheckPeriod)).one()):
        with app.app_context(), force_locale("en"):
            assert kept.shown_words == "no ping came"
        assert kept.shown_words == "ping tidak datang"
    session.refresh(backup)
    assert backup.status == CheckState.DOWN
    receive_ping(session, token="rahasia-panjang", ping=Ping.SUCCESS, now=NOW + timedelta(minutes=80))
    session.refresh(backup)
    assert backup.status == CheckState.UP


def test_ping_with_a_bad_exit_status_is_down_at_once(session):
    backup = make_a_check(session, kind="HEARTBEAT", options={"cron": "0 1 * * *"}, ping_token="rahasia")
    receive_ping(session, token="rahasia", ping=Ping.START, now=NOW)
    receive_ping(session, token="rahasia", ping=Ping.FAILURE, now=NOW + MINUTE, words="2")
    session.refresh(backup)
    result = session.scalars(select(CheckResult)).one()
    assert (backup.status, result.ms, result.words) == (CheckState.DOWN, 60_000, "2")


def test_address_of_nobody_is_refused(session):
    with pytest.raises(NotFound):
        receive_ping(session, token="tebakan", ping=Ping.SUCCESS, now=NOW)
