"""Bad versions of every kind before visitors: all are taken back by themselves, and few visitors were touched."""

import os
import sys
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from app.releases.rollout import watching
from app.releases.rollout.control import Plan
from app.releases.rollout.judging.judge import Rules
from tests.releases.rollout.rollout_site import PLAN, Rollout

pytestmark = [pytest.mark.drill, pytest.mark.usefixtures("real_clock")]
FULL = replace(PLAN, rules=Rules(least=timedelta(0)))
RUNS = int(os.environ.get("DRILL_RUNS", "30"))
SOON = 60  # seconds after the sample is full
LONGEST = 300  # seconds until a sample of visitors at 10 % is full
MOST_TOUCHED = 0.12
KINDS = {
    "errors 100": FULL,
    "errors 20": FULL,
    "errors 5": FULL,
    "slow": replace(PLAN, rules=Rules(sample=50, least=timedelta(0))),
    "hang": FULL,
    "leak": replace(PLAN, rules=Rules(least=timedelta(0), memory_mb=150)),
}


class Run:
    """One rollout until it is live or back: how it ended, how long after the full sample, who was touched."""

    def __init__(self, rollout: Rollout, kind: str, plan: Plan, seed: int = 0) -> None:
        self.rollout, self.plan, self.full_at = rollout, plan, 0.0
        with rollout.visitors() as got:
            rollout.deploy("2.0.0", kind, plan, seed)
            before = len(got)
            self.watch()
            self.after_full = time.monotonic() - self.full_at if self.full_at else 0.0
        answers = got[before:]
        self.share = sum(status != 200 for status, _ in answers) / max(len(answers), 1)
        self.requests = len(answers)
        self.is_back = rollout.state().live == "blue" and not rollout.state().canary
        self.reason = rollout.state().history[-1]

    def watch(self) -> None:
        deadline = time.monotonic() + LONGEST
        while self.rollout.state().canary and time.monotonic() < deadline:
            self.rollout.do(
                lambda state: watching.watch_once(state, self.rollout.switch, self.plan, self.rollout.said.append)
            )
            if not self.full_at and not self.rollout.state().verdict.startswith("menunggu data"):
                self.full_at = time.monotonic()
            time.sleep(0.2)


def tell(capsys: pytest.CaptureFixture[str], words: str) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{words}\n")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_bad_version_is_taken_back_and_few_were_touched(
    rollout: Rollout, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rollout.deploy("1.0.0")
    run = Run(rollout, kind, KINDS[kind])
    tell(capsys, f"{kind}: {run.reason}; touched {run.share:.2%} of {run.requests:,}, {run.after_full:.0f} s after")
    assert run.is_back, rollout.said
    assert run.share <= MOST_TOUCHED
    assert run.after_full <= SOON


def test_a_version_that_errs_at_two_percent_is_taken_back_or_held_in_nine_of_ten_runs(
    rollout: Rollout, capsys: pytest.CaptureFixture[str]
) -> None:
    rollout.deploy("1.0.0")
    runs = []
    for seed in range(RUNS):
        runs.append(Run(rollout, "errors 2", FULL, seed))
        rollout.rollback()
    stopped, touched = [run for run in runs if run.is_back], max(run.share for run in runs)
    mean = sum(run.share * run.requests for run in runs) / sum(run.requests for run in runs)
    tell(capsys, f"2 %: stopped {len(stopped)} of {RUNS}; touched {mean:.3%} of all requests, at most {touched:.3%}")
    assert len(stopped) >= 0.9 * RUNS
    assert touched <= MOST_TOUCHED
