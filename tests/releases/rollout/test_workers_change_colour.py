"""Workers and scheduler change with the version: no job is lost, none is done twice, one scheduler works."""

import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from redis import Redis
from rq import Queue
from sqlalchemy import Engine

from app.jobs.scheduling.lease import ScheduleLease
from app.releases.rollout import watching
from app.releases.rollout.judging.judge import Rules
from tests.releases.rollout.rollout_site import PLAN, Rollout

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("real_clock")]
WORKER = """
import sys, time
from redis import Redis
from rq import Queue, SimpleWorker
sys.path.insert(0, ".")
connection = Redis.from_url({url!r})
SimpleWorker([Queue("work", connection=connection)], connection=connection).work(logging_level="ERROR")
"""
JOBS = """
import time
def count(number):
    time.sleep(0.02)
    with open({file!r}, "a") as done:
        done.write(f"{{number}} {version}\\n")
"""


class Works:
    """Versions with a worker that counts into one file."""

    def __init__(self, rollout: Rollout, url: str) -> None:
        self.rollout, self.url, self.file = rollout, url, rollout.root / "done.txt"
        self.queue, self.asked = Queue("work", connection=Redis.from_url(url)), 0
        programs = {"worker": ("worker.py",)}
        self.plan = replace(PLAN, rules=Rules(sample=20, least=timedelta(0)), programs=programs, steps=(50, 100))

    def build(self, version: str, worker: str = WORKER) -> None:
        home = Path(self.rollout.build(version).folder)
        (home / "worker.py").write_text(worker.format(url=self.url))
        (home / "counting.py").write_text(JOBS.format(file=str(self.file), version=version))

    def look(self) -> None:
        self.rollout.do(
            lambda state: watching.watch_once(state, self.rollout.switch, self.plan, self.rollout.said.append)
        )
        for _ in range(10):
            self.queue.enqueue("counting.count", self.asked)
            self.asked += 1

    def done(self) -> list[list[str]]:
        return [line.split() for line in self.file.read_text().splitlines()] if self.file.exists() else []

    def wait_until_all_are_done(self) -> None:
        """What a worker took in the instant that it was stopped stays with RQ, and is asked for once more."""
        deadline = time.monotonic() + 60
        while len(self.done()) < self.asked and time.monotonic() < deadline:
            if time.monotonic() > deadline - 30:
                for job_id in self.queue.intermediate_queue.get_job_ids():
                    self.queue.intermediate_queue.remove(job_id)
                    self.queue.push_job_id(job_id)
            time.sleep(0.1)


def test_no_job_is_lost_or_done_twice_while_the_colour_changes(rollout: Rollout, redis_url: str) -> None:
    works = Works(rollout, redis_url)
    for version in ("1.0.0", "1.1.0"):
        works.build(version)
        rollout.deploy(version, plan=works.plan)
        works.look()
    first = psutil.Process(rollout.state().builds["blue"].programs["worker"])
    with rollout.visitors():
        for _ in range(200):
            works.look()
            if rollout.live_version() == "1.1.0" and not rollout.state().canary:
                break
    works.look()
    works.wait_until_all_are_done()
    done = works.done()
    assert Counter(int(number) for number, _ in done) == Counter(range(works.asked))
    assert {version for _, version in done} == {"1.0.0", "1.1.0"}
    assert (first.is_running(), rollout.state().builds["blue"].programs) == (False, {})
    second = psutil.Process(rollout.state().builds["green"].programs["worker"])
    second.kill()
    second.wait(5)
    works.look()
    works.wait_until_all_are_done()
    assert len(works.done()) >= works.asked - 1, "one that ended is started again"
    rollout.rollback()
    works.look()
    assert [bool(rollout.state().builds[one].programs) for one in ("blue", "green")] == [True, False]


def test_a_version_whose_worker_ends_by_itself_never_becomes_live(rollout: Rollout, redis_url: str) -> None:
    works = Works(rollout, redis_url)
    works.build("1.0.0")
    rollout.deploy("1.0.0", plan=works.plan)
    works.build("1.1.0", "raise SystemExit(1)")
    rollout.deploy("1.1.0", plan=replace(works.plan, steps=(100,)))
    for _ in range(50):
        works.look()
        if not rollout.state().canary:
            break
        time.sleep(0.1)
    assert rollout.state().history[-1].endswith("1.1.0 dikembalikan: berhenti sendiri: worker")
    assert rollout.live_version() == "1.0.0"


def test_one_scheduler_holds_the_lease_and_the_next_takes_it_over(rolled_back_engine: Engine) -> None:
    old, new = ScheduleLease(rolled_back_engine), ScheduleLease(rolled_back_engine)
    assert [old.is_held(), new.is_held(), old.is_held()] == [True, False, True]
    old._forget()  # as when its process ends; PostgreSQL notices a closed connection a moment later
    for _ in range(1000):
        if new.is_held():
            break
        time.sleep(0.02)
    assert [new.is_held(), old.is_held()] == [True, False]
    new._forget()
    old._forget()
