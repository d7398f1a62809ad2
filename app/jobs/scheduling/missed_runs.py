"""Runs of daily jobs that were missed while the schedule was off: made up once."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from croniter import croniter
from rq.cron import CronJob


def make_up_missed_runs(jobs: Iterable[CronJob], last_run: Mapping[str, datetime], now: datetime) -> list[str]:
    """Let each job run now whose latest planned time came after its last run; interval jobs start by themselves.

    `last_run`: by function name; a job that is not named there is new and waits for its hour.
    """
    missed: list[str] = []
    for job in jobs:
        since = last_run.get(job.name)
        if job.cron is None or since is None:
            continue
        if since < croniter(job.cron, now).get_prev(datetime):
            job.next_enqueue_time = now
            missed.append(job.name)
    return missed
