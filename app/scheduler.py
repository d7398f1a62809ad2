"""The scheduler: `python -m app.scheduler`; of several one works. While Redis is away it waits, then goes on."""

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from redis import Redis
from redis.exceptions import RedisError
from rq.cron import CronScheduler

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.factory import create_app
from app.jobs.heartbeats import beat
from app.jobs.schedule import ALLOWED_SILENCE
from app.jobs.scheduling.lease import ScheduleLease
from app.jobs.scheduling.missed_runs import make_up_missed_runs
from app.models.releases import OWN_SYSTEM
from workflows.heartbeats import ALWAYS, SCHEDULER, expect_parts, list_last_runs, write_heartbeat
from workflows.releases import note_live_release

PAUSE_SECONDS = 2.0
T = TypeVar("T")

log = structlog.get_logger()


class SigapScheduler(CronScheduler):
    """RQ's scheduler ends at the first command that Redis does not answer; this one waits."""

    away = False

    def __init__(self, lease: ScheduleLease, **named: Any) -> None:
        super().__init__(**named)
        self.lease = lease

    def enqueue_jobs(self) -> list[Any]:
        """Nothing while another scheduler has the lease, as that of the version before."""
        if not self.lease.is_held():
            return []
        beat(SCHEDULER)
        return self._ask_redis(super().enqueue_jobs) or []

    def save(self, *given: Any, **named: Any) -> None:
        self._ask_redis(lambda: super(SigapScheduler, self).save(*given, **named))

    def heartbeat(self) -> None:
        self._ask_redis(super().heartbeat)

    def register_birth(self) -> None:
        self._ask_redis(super().register_birth)

    def register_death(self, *given: Any, **named: Any) -> None:
        self._ask_redis(lambda: super(SigapScheduler, self).register_death(*given, **named))

    def _ask_redis(self, ask: Callable[[], T]) -> T | None:
        try:
            answer = ask()
        except RedisError as problem:
            if not self.away:
                log.warning("scheduler.redis_away", error=type(problem).__name__)
            self.away = True
            time.sleep(PAUSE_SECONDS)
            return None
        if self.away:
            log.info("scheduler.redis_back")
        self.away = False
        return answer


def main() -> None:
    """Enqueue what is due until asked to stop."""
    app = create_app()
    logging.getLogger("rq.cron").setLevel(logging.WARNING)
    app.extensions["error_log"].start()
    with app.app_context():
        with transaction() as session:
            expect_parts(session, ALWAYS | ALLOWED_SILENCE, now=utc_now())
            write_heartbeat(session, SCHEDULER, now=utc_now())
            note_live_release(session, system=OWN_SYSTEM, version=app.config["VERSION"], now=utc_now())
        scheduler = SigapScheduler(
            ScheduleLease(db.engine), connection=Redis.from_url(app.config["REDIS_URL"]), logging_level="WARNING"
        )
        scheduler.load_config_from_file("app.jobs.schedule")
        missed = make_up_missed_runs(scheduler.get_jobs(), list_last_runs(db.session), utc_now())
        log.info("scheduler.started", made_up=missed)
        scheduler.start()


if __name__ == "__main__":
    main()
