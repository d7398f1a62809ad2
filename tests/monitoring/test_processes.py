"""Workers and scheduler as they run: they beat, they run nothing but our jobs, they survive Redis."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
from redis import Redis
from rq import Callback, Queue
from rq.job import Job
from rq.serializers import JSONSerializer
from sqlalchemy import select, text

from app.launch.servers.redis import EmbeddedRedis
from app.models.heartbeat import Heartbeat
from tests.support.programs.live import Site

pytestmark = pytest.mark.slow
IDLE_SECONDS = 20
SCHEDULER = (sys.executable, "-m", "app.scheduler")


def until(what: Callable[[], object], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.2)


def beating(site: Site) -> set[str]:
    with site.session() as session:
        return set(session.scalars(select(Heartbeat.name).where(Heartbeat.beat_at.is_not(None))))


def enqueue(site: Site, function: str, **more: object) -> Job:
    return Queue("default", connection=site.redis(), serializer=JSONSerializer).enqueue(function, **more)


@pytest.mark.drill
def test_every_part_beats_in_json_lines_and_hardly_speaks_while_nothing_happens(site: Site) -> None:
    processes = [site.start_web(1), site.start("scheduler", *SCHEDULER)]
    processes += [site.start_worker("messages"), site.start_worker("default", "slow")]
    wanted = {"worker", "wake_up_worker", "scheduler", "relay", "apply_inbox", "storage", "check_storage"}
    until(lambda: wanted <= beating(site))
    before = sum(len(process.log()) for process in processes)
    began = time.monotonic()
    while time.monotonic() - began < IDLE_SECONDS:
        requests.get(f"{site.url}/healthz", timeout=30)
        time.sleep(1)
    said = sum(len(process.log()) for process in processes) - before
    for process in processes:
        process.stop()
        for line in process.log().splitlines():
            assert json.loads(line)["message"], line
    assert said * 86_400 / IDLE_SECONDS < 1_000_000


STRANGE = (
    "os.getcwd",
    "subprocess.check_output",
    "workflows.heartbeats.list_parts",
    "app.jobs.heartbeats.time.monotonic",  # through our module into one that it imports
    "app.jobs.heartbeats.threading.active_count",
)


def test_whoever_writes_to_redis_runs_no_code_but_our_jobs(site: Site) -> None:
    jobs = [enqueue(site, function) for function in STRANGE]
    enqueue(site, "app.jobs.heartbeats.check_storage", on_success=Callback("os.abort"))
    site.work_off("default")
    for job in jobs:
        refused = Job.fetch(job.id, connection=site.redis(), serializer=JSONSerializer)
        assert refused.is_failed, job.func_name
        assert "only functions of app.jobs run here" in refused.latest_result().exc_string
    assert "storage" in beating(site), "the callback of our own job ended the worker, or the job was not done"


@pytest.mark.drill
def test_the_scheduler_survives_redis(site: Site, tmp_path: Path) -> None:
    redis = EmbeddedRedis(tmp_path / "queue")
    redis.start()
    scheduler = site.start("scheduler", *SCHEDULER, REDIS_URL=redis.url())
    until(lambda: Redis.from_url(redis.url()).exists("rq:queue:messages"))
    redis.stop()
    until(lambda: "scheduler.redis_away" in scheduler.log())
    time.sleep(3)
    redis.start()
    until(lambda: Redis.from_url(redis.url()).exists("rq:queue:messages"))
    assert scheduler.popen.poll() is None, scheduler.log()
    assert "scheduler.redis_back" in scheduler.log()
    assert "scheduler" in beating(site)
    assert all(json.loads(line)["message"] for line in scheduler.log().splitlines())
    assert scheduler.stop() == 0
    redis.stop()


def test_a_job_that_breaks_is_seen_with_the_name_of_its_fault(site: Site) -> None:
    with site.session() as session:
        session.execute(text("ALTER TABLE idempotency_keys RENAME TO keys_away"))
    enqueue(site, "app.jobs.retention.take_out_old_rows")  # as the release before queued it
    site.work_off("default")
    with site.session() as session:
        failed = select(Heartbeat.name, Heartbeat.reason).where(Heartbeat.failed_at.is_not(None))
        (name, reason) = session.execute(failed).one_or_none() or pytest.fail(site.processes[-1].log())
    assert (name, "ProgrammingError" in reason) == ("take_out_old_rows", True)
