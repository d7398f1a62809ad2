"""A good version goes out under load unnoticed, also when HAProxy, a worker or the judge is killed; prints times."""

import contextlib
import multiprocessing
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import psutil
import pytest
import requests

from app.releases.rollout import watching
from tests.releases.rollout.rollout_site import PLAN, RULES, Rollout

pytestmark = [pytest.mark.drill, pytest.mark.usefixtures("real_clock")]
WORST = 1.5  # seconds that anybody waits
STEPS = (10, 25, 50)
SLOW = replace(PLAN, rules=replace(RULES, sample=100, least=timedelta(seconds=1)))


class Visits:
    """`waits` in seconds of what was answered; `errors`: of answers that were no 200, `lost`: without any answer."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.errors = self.lost = 0


@contextmanager
def load(rollout: Rollout, people: int = 6) -> Iterator[Visits]:
    """Each with a new browser for each visit."""
    seen, over = Visits(), threading.Event()

    def visit() -> None:
        while not over.is_set():
            began = time.monotonic()
            try:
                answer = requests.get(f"http://{rollout.switch.address}/", timeout=20)
            except requests.ConnectionError:
                seen.lost += 1
                continue
            seen.waits.append(time.monotonic() - began)
            seen.errors += answer.status_code != 200

    threads = [threading.Thread(target=visit) for _ in range(people)]
    for one in threads:
        one.start()
    try:
        yield seen
    finally:
        over.set()
        for one in threads:
            one.join()


def tell(capsys: pytest.CaptureFixture[str], words: str) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{words}\n")


def look(rollout: Rollout) -> None:
    rollout.do(lambda state: watching.watch_once(state, rollout.switch, SLOW, rollout.said.append))


def until(rollout: Rollout, percent: int) -> None:
    """Looks until this share is reached, or nothing rolls."""
    for _ in range(600):
        if not rollout.state().canary or rollout.state().percent >= percent:
            return
        look(rollout)
        time.sleep(0.1)
    pytest.fail(rollout.state().verdict)


def test_a_good_version_goes_out_under_load_without_an_error_or_a_long_wait(
    rollout: Rollout, capsys: pytest.CaptureFixture[str]
) -> None:
    rollout.deploy("1.0.0")
    with load(rollout) as seen:
        rollout.deploy("1.1.0")
        until(rollout, 101)
    tell(capsys, f"good: {len(seen.waits):,} visits, 0 errors wanted: {seen.errors}, worst {max(seen.waits):.2f} s")
    assert rollout.live_version() == "1.1.0"
    assert (seen.errors, seen.lost) == (0, 0)
    assert max(seen.waits) <= WORST


@pytest.mark.parametrize("percent", STEPS)
def test_haproxy_killed_at_a_step_comes_back_with_the_same_share(
    rollout: Rollout, percent: int, capsys: pytest.CaptureFixture[str]
) -> None:
    rollout.deploy("1.0.0")
    with load(rollout) as seen:
        rollout.deploy("1.1.0")
        until(rollout, percent)
        master = psutil.Process(int((rollout.folder / "haproxy.pid").read_text().split()[0]))
        for process in [*master.children(), master]:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        began, before = time.monotonic(), rollout.state().percent
        look(rollout)
        back = time.monotonic() - began
        assert rollout.switch.routing()["percent"] in {str(before), str(rollout.state().percent)}
        until(rollout, 101)
    tell(capsys, f"HAProxy killed at {percent} %: back in {back:.2f} s, {seen.lost} visits lost, {seen.errors} errors")
    assert rollout.live_version() == "1.1.0"
    assert seen.errors == 0


@pytest.mark.parametrize("percent", STEPS)
def test_a_worker_of_the_new_version_killed_at_a_step_is_unnoticed(
    rollout: Rollout, percent: int, capsys: pytest.CaptureFixture[str]
) -> None:
    rollout.deploy("1.0.0")
    with load(rollout) as seen:
        rollout.deploy("1.1.0")
        until(rollout, percent)
        began = time.monotonic()
        for process in psutil.Process(rollout.state().builds["green"].pid).children():
            process.kill()
        until(rollout, 101)
    took, live = time.monotonic() - began, rollout.live_version()
    tell(
        capsys, f"worker killed at {percent} %: {live} live {took:.1f} s later, {seen.errors} errors, {seen.lost} lost"
    )
    assert (seen.errors, seen.lost) == (0, 0)


@pytest.mark.parametrize("percent", STEPS)
def test_a_judge_killed_at_a_step_is_followed_by_the_next(
    rollout: Rollout, percent: int, capsys: pytest.CaptureFixture[str]
) -> None:
    rollout.deploy("1.0.0")
    with load(rollout) as seen:
        rollout.deploy("1.1.0")
        judge = multiprocessing.get_context("fork").Process(target=until, args=(rollout, 101), daemon=True)
        judge.start()
        while rollout.state().canary and rollout.state().percent < percent:
            time.sleep(0.05)
        judge.kill()
        judge.join()
        began = time.monotonic()
        until(rollout, 101)
    tell(capsys, f"judge killed at {percent} %: done {time.monotonic() - began:.1f} s later, {seen.errors} errors")
    assert rollout.live_version() == "1.1.0"
    assert (seen.errors, seen.lost) == (0, 0)
