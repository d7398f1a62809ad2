"""The RQ worker: `python -m app.worker messages`, `… default slow`; `--burst` ends with the last job.

Jobs run in one warm process with the application around them, and only functions of `app.jobs` run: whoever can write
to Redis cannot run code here.
"""

import logging
import re
import sys
from collections.abc import Callable
from typing import Any

import structlog
from redis import Redis
from rq import Queue, SimpleWorker
from rq.job import Job
from rq.serializers import JSONSerializer

from app.core.db import db
from app.factory import create_app
from app.jobs.former_names import current_name
from app.jobs.heartbeats import beat, beat_in_background, fail
from app.jobs.outbox.sending.channel_workers import stop_workers
from app.jobs.outbox.wake_up import MESSAGES
from app.jobs.schedule import ALLOWED_SILENCE
from app.models.audit.audit_log import Via
from workflows.heartbeats import WAKE_UP_WORKER, WORKER

OURS = "app.jobs."
log = structlog.get_logger("sigap.jobs")
FORMER_NAMES = {"bell": MESSAGES}  # of queues, in the unit files of the release before

_app = create_app()
db.session.session_factory.configure(info={"channel": Via.JOB})  # what the audit log says of everything done here
# RQ writes three lines for each job: with a job every five seconds that is ten megabytes of idle noise a day
logging.getLogger("rq.worker").setLevel(logging.WARNING)


class SigapJob(Job):
    """A job that is nothing but a call of one of our functions."""

    success_callback = failure_callback = stopped_callback = None

    def _deserialize_data(self) -> None:
        super()._deserialize_data()
        self.func_name = current_name(self._func_name)

    @property
    def func(self) -> Callable[..., Any] | None:
        found = super().func if (self.func_name or "").startswith(OURS) and not self.instance else None
        # the dotted way may lead through our module into one that it imports
        if not getattr(found, "__module__", "").startswith(OURS):
            raise PermissionError(f"only functions of app.jobs run here, not {self.func_name}")
        return found


class SigapWorker(SimpleWorker):
    """No fork per job: the relay keeps its connections, and what a killed worker held is in the database anyway."""

    def work(self, *args: Any, **kwargs: Any) -> bool:
        """At the end the channel workers finish what is in the air; a burst finishes everything."""
        over = beat_in_background(_app, *self._part_names())
        try:
            return super().work(*args, **kwargs)
        finally:
            over.set()
            stop_workers(_app, at_once=not kwargs.get("burst", False))

    def perform_job(self, job: Any, queue: Any) -> bool:
        with _app.app_context():
            done = super().perform_job(job, queue)
            self._record_heartbeat(job, done=done)
            return done

    def _record_heartbeat(self, job: Any, *, done: bool) -> None:
        name = (job.func_name or "").rpartition(".")[2]
        if name not in ALLOWED_SILENCE:
            return
        if done:
            beat(name, allowed_seconds=ALLOWED_SILENCE[name])
        else:
            fail(name, _reason(job))

    def _part_names(self) -> set[str]:
        return {WAKE_UP_WORKER if queue.name == MESSAGES else WORKER for queue in self.queues}


def log_failure(job: Any, *exc_info: Any) -> None:
    """RQ writes the traceback as text; the error log wants the exception itself."""
    log.error("job.failed", job=(job.func_name or "").removeprefix(OURS), exc_info=exc_info)


def _reason(job: Any) -> str:
    """The exception's name only: its text may hold a person's data."""
    result = job.latest_result()
    named = re.findall(r"^([A-Za-z_][\w.]*)(?::|$)", (result and result.exc_string) or "", re.MULTILINE)
    return named[-1].rpartition(".")[2] if named else "error"


def main(words: list[str]) -> bool:
    """Work until asked to stop."""
    queues = [FORMER_NAMES.get(word, word) for word in words if not word.startswith("-")]
    burst = "--burst" in words
    connection = Redis.from_url(_app.config["REDIS_URL"])
    own = {"connection": connection, "serializer": JSONSerializer, "job_class": SigapJob}
    _app.extensions["error_log"].start()
    worker = SigapWorker(
        [Queue(name, **own) for name in queues or (MESSAGES, "default", "slow")],
        exception_handlers=[log_failure],
        **own,
    )
    return worker.work(burst=burst, logging_level="WARNING")


if __name__ == "__main__":
    main(sys.argv[1:])
