"""The wake-up: after a commit that emitted or received something, wake the worker. Only latency depends on it."""

import contextlib
import time
from typing import Any

import structlog
from flask import Flask, current_app
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy import event

from app.core.db import db
from app.core.units import APPLY_INBOX, RELAY, unit_of

BELL, DEFAULT, SLOW = "bell", "default", "slow"
RENDER = "app.jobs.documents.render.render_documents"
RETENTION_JOB = "app.jobs.retention.take_out_old_rows"
SWEEPS = {
    RELAY: BELL,
    APPLY_INBOX: BELL,
    RENDER: SLOW,
    RETENTION_JOB: SLOW,
}  # with its queue; one waiting ring serves any number of commits
RUNG_MILLISECONDS = 3000  # a ring that was lost with its worker is repeated after this
DEAF_SECONDS = 2.0  # after a failure, do not let every request wait for a dead Redis

log = structlog.get_logger()


class WakeUp:
    """Enqueues wake-ups; when Redis is away it says so once and lets the schedule catch up."""

    def __init__(self, redis_url: str) -> None:
        self.redis = Redis.from_url(redis_url, socket_timeout=1.0, socket_connect_timeout=0.5)
        self._deaf_until = 0.0

    def ring(self, queue: str, job: str, **values: Any) -> bool:
        """Enqueue `job` (dotted name) with JSON keyword values; False when nobody heard."""
        if time.monotonic() < self._deaf_until:
            return False
        try:
            if job in SWEEPS and not self.redis.set(_rung(job), 1, nx=True, px=RUNG_MILLISECONDS):
                return True  # one is waiting already, and will see what we have just committed
            Queue(queue, connection=self.redis, serializer=JSONSerializer).enqueue(
                job, kwargs=values, result_ttl=0, failure_ttl=3600, job_timeout=120
            )
        except RedisError as problem:
            self._deaf_until = time.monotonic() + DEAF_SECONDS
            log.warning("bell.unheard", queue=queue, job=job, error=type(problem).__name__)
            return False
        return True

    def heard(self, job: str) -> None:
        """The job begins: from now on a ring is needed again."""
        with contextlib.suppress(RedisError):
            self.redis.delete(_rung(job))


def _rung(job: str) -> str:
    return f"sigap:rung:{job}"


def heard(app: Flask, job: str) -> None:
    """Called by a sweep before it looks."""
    wake_up: WakeUp = app.extensions["bell"]
    wake_up.heard(job)


def ring_again(app: Flask, job: str) -> None:
    """Called by a sweep that stops although there is more."""
    wake_up: WakeUp = app.extensions["bell"]
    wake_up.ring(SWEEPS[job], job)


def init_wake_up(app: Flask, redis_url: str) -> None:
    """Give the application its wake-up, sent after each commit that emitted or received something."""
    app.extensions["bell"] = WakeUp(redis_url)


# once for the one session, not once for each application: the first one's bell would answer for all
@event.listens_for(db.session, "after_commit")
def _wake(session: Any) -> None:
    if session.in_nested_transaction():
        return  # a savepoint was released: nobody else can see its rows yet
    wake_up: WakeUp = current_app.extensions["bell"]
    wake = unit_of(session).wake
    for job in wake:
        wake_up.ring(SWEEPS.get(job, SLOW), job)
    wake.clear()


@event.listens_for(db.session, "after_rollback")
def _forget(session: Any) -> None:
    if session.in_nested_transaction():
        return  # what was emitted before the savepoint still stands
    unit_of(session).wake.clear()
