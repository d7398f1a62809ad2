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
from app.core.units import APPLY_INBOX, BULK, RELAY, unit_of

MESSAGES, DEFAULT, SLOW = "messages", "default", "slow"
RENDER = "app.jobs.documents.render.render_documents"
RETENTION_JOB = "app.jobs.upkeep.retention.take_out_old_rows"
SWEEPS = {RELAY: MESSAGES, APPLY_INBOX: MESSAGES, BULK: DEFAULT, RENDER: SLOW, RETENTION_JOB: SLOW}  # with its queue
# one waiting job serves any number of commits; one lost with its worker is repeated after this
WAITING_MILLISECONDS = 3000
PAUSE_SECONDS = 2.0  # after a failure, do not let every request wait for a Redis that is away

log = structlog.get_logger()


class WakeUp:
    """Enqueues wake-ups; when Redis is away it says so once and lets the schedule catch up."""

    def __init__(self, redis_url: str) -> None:
        self.redis = Redis.from_url(redis_url, socket_timeout=1.0, socket_connect_timeout=0.5)
        self._paused_until = 0.0

    def enqueue(self, queue: str, job: str, **values: Any) -> bool:
        """Enqueue `job` (dotted name) with JSON keyword values; False when Redis is away."""
        if time.monotonic() < self._paused_until:
            return False
        try:
            if job in SWEEPS and not self.redis.set(_waiting_key(job), 1, nx=True, px=WAITING_MILLISECONDS):
                return True  # one is waiting already, and will see what we have just committed
            Queue(queue, connection=self.redis, serializer=JSONSerializer).enqueue(
                job, kwargs=values, result_ttl=0, failure_ttl=3600, job_timeout=120
            )
        except RedisError as problem:
            self._paused_until = time.monotonic() + PAUSE_SECONDS
            log.warning("wake_up.failed", queue=queue, job=job, error=type(problem).__name__)
            return False
        return True

    def begin(self, job: str) -> None:
        """The job begins: from now on another one is needed."""
        with contextlib.suppress(RedisError):
            self.redis.delete(_waiting_key(job))


def _waiting_key(job: str) -> str:
    return f"sigap:waiting:{job}"


def begin_sweep(app: Flask, job: str) -> None:
    """Called by a sweep before it looks."""
    wake_up: WakeUp = app.extensions["wake_up"]
    wake_up.begin(job)


def wake_again(app: Flask, job: str) -> None:
    """Called by a sweep that stops although there is more."""
    wake_up: WakeUp = app.extensions["wake_up"]
    wake_up.enqueue(SWEEPS[job], job)


def init_wake_up(app: Flask, redis_url: str) -> None:
    """Give the application its wake-up, sent after each commit that emitted or received something."""
    app.extensions["wake_up"] = WakeUp(redis_url)


# once for the one session, not once for each application: the first one's wake-up would answer for all
@event.listens_for(db.session, "after_commit")
def _wake(session: Any) -> None:
    if session.in_nested_transaction():
        return  # a savepoint was released: nobody else can see its rows yet
    wake_up: WakeUp = current_app.extensions["wake_up"]
    wake = unit_of(session).wake
    for job in wake:
        wake_up.enqueue(SWEEPS.get(job, SLOW), job)
    wake.clear()


@event.listens_for(db.session, "after_rollback")
def _forget(session: Any) -> None:
    if session.in_nested_transaction():
        return  # what was emitted before the savepoint still stands
    unit_of(session).wake.clear()
