"""A night without the scheduler costs no night's work."""

from datetime import UTC, datetime, timedelta

import pytest
from redis import Redis
from rq.cron import CronJob, CronScheduler

from app.jobs.scheduling.missed_runs import make_up_missed_runs
from tests.support.clock import NOW

MORNING = NOW
NIGHTLY = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)


def job(**given: object) -> CronJob:
    return CronJob("default", func=make_up_missed_runs, name="recount_month", **{"cron": "0 19 * * *", **given})


@pytest.mark.parametrize(
    ("last_run", "is_made_up"),
    [
        (NIGHTLY - timedelta(days=3), True),
        (NIGHTLY - timedelta(seconds=1), True),
        (NIGHTLY, False),
        (NIGHTLY + timedelta(minutes=2), False),
    ],
)
def test_a_daily_job_whose_hour_passed_unseen_runs_at_once(last_run: datetime, is_made_up: bool) -> None:
    nightly = job()
    made_up = make_up_missed_runs([nightly], {"recount_month": last_run}, MORNING)
    assert (made_up == ["recount_month"]) is is_made_up
    assert (nightly.next_enqueue_time == MORNING) is is_made_up


@pytest.mark.parametrize(("given", "beats"), [({}, {}), ({"cron": None, "interval": 30}, {"recount_month": NIGHTLY})])
def test_a_new_job_and_one_by_interval_wait_for_their_time(
    given: dict[str, object], beats: dict[str, datetime]
) -> None:
    assert make_up_missed_runs([job(**given)], beats, MORNING) == []


def test_it_is_made_up_once(redis_url: str) -> None:
    scheduler = CronScheduler(connection=Redis.from_url(redis_url))
    scheduler._cron_jobs = [job()]
    make_up_missed_runs(scheduler.get_jobs(), {"recount_month": NIGHTLY - timedelta(days=1)}, MORNING)
    assert len(scheduler.enqueue_jobs()) == 1
    assert scheduler.enqueue_jobs() == []
