"""The verdict table, line by line, and what the judge does to bad builds of every kind."""

import random
from datetime import timedelta
from math import sqrt

import pytest
from flask import Flask

from app.core.i18n import in_both_languages
from app.releases.rollout.judging.judge import Decision, Look, Rules, Window, judge, wants_journeys
from app.releases.rollout.judging.statistics import at_least, fisher_worse, percentile_95

RULES = Rules()
MINUTE = timedelta(minutes=1)
GO, HOLD, BACK = Decision.PROMOTE, Decision.HOLD, Decision.ROLL_BACK
FINE, IDLE = Window(1800, 1, 200), Window()


def look(canary: Window, control: Window = FINE, age: timedelta = 5 * MINUTE, **more: object) -> Look:
    return Look(canary, control, age, **more)  # type: ignore[arg-type]


TABLE = {
    "nobody came for 2 minutes": (look(IDLE, IDLE, 2 * MINUTE), HOLD, "menunggu data"),
    "nobody came for 30 minutes": (look(IDLE, IDLE, 30 * MINUTE), HOLD, "menunggu data"),
    "nobody came for longer": (look(IDLE, IDLE, 31 * MINUTE), BACK, "tanpa data"),
    "too few came": (look(Window(199, 0, 100), FINE, 31 * MINUTE), BACK, "199 dari 200"),
    "the fourth error of 60 against none": (
        look(Window(60, 4, 300), Window(500, 0, 200), MINUTE / 6),
        BACK,
        "6,7 %",
    ),
    "three errors of 200": (look(Window(200, 3, 300)), GO, "1,5 %"),
    "both colours sick alike": (look(Window(200, 4, 300), Window(1800, 36, 300)), HOLD, "keduanya sakit"),
    "both sick for long: a person decides": (
        look(Window(200, 4, 300), Window(1800, 36, 300), 31 * MINUTE),
        HOLD,
        "sakit",
    ),
    "worse than a control that is not well": (look(Window(200, 4, 300), Window(1800, 9, 300)), BACK, "p = 0,034"),
    "1.75 times slower and above a second": (look(Window(200, 0, 1400), Window(1800, 0, 800)), BACK, "1.400 md"),
    "exactly 1.5 times slower": (look(Window(200, 0, 1200), Window(1800, 0, 800)), GO, "p95"),
    "1,000 ms, and nobody to compare with": (look(Window(200, 0, 1000), IDLE), GO, "1.000 md"),
    "slow, and nobody to compare with": (look(Window(200, 0, 1001), IDLE), BACK, "lama –"),
    "twice as slow but below a second": (look(Window(200, 0, 400), Window(1800, 0, 200)), GO, "400 md"),
    "5,001 ms on both sides": (look(Window(200, 0, 5001), Window(1800, 0, 5001)), BACK, "batas 5.000 md"),
    "5,000 ms on both sides": (look(Window(200, 0, 5000), Window(1800, 0, 5000)), GO, "5.000 md"),
    "5,001 ms of 49": (look(Window(49, 0, 5001)), HOLD, "49 dari 200"),
    "5,001 ms of 50": (look(Window(50, 0, 5001)), BACK, "batas"),
    "5 of 100 on both sides": (look(Window(100, 5, 100), Window(900, 45, 100)), HOLD, "keduanya sakit"),
    "6 of 100 on both sides": (look(Window(100, 6, 100), Window(900, 54, 100)), BACK, "batas 5 %"),
    "/readyz lost twice": (look(Window(200, 0, 100), lost_checks=2), GO, ""),
    "/readyz lost three times": (look(Window(200, 0, 100), lost_checks=3), BACK, "/readyz"),
    "a broken invariant": (look(Window(200, 0, 100), broken_invariants=("kuota",)), BACK, "kuota"),
    "a worker that ended by itself": (look(Window(200, 0, 100), ended=("worker",)), BACK, "berhenti sendiri: worker"),
    "the judge was away for 2 minutes": (look(Window(200, 0, 100), unseen=2 * MINUTE), GO, ""),
    "the judge was away for 10 minutes": (look(Window(200, 0, 100), unseen=10 * MINUTE), GO, ""),
    "the judge was away for longer": (look(Window(200, 0, 100), unseen=11 * MINUTE), BACK, "tidak diawasi"),
    "full before its least time": (look(Window(500, 0, 100), age=59 * MINUTE / 60), HOLD, "1 detik lagi"),
    "full at its least time": (look(Window(500, 0, 100), age=MINUTE), GO, ""),
    "memory without a limit": (look(Window(200, 0, 100), memory_mb=9000), GO, ""),
}


@pytest.mark.parametrize("case", TABLE.values(), ids=TABLE.keys())
def test_the_verdict_is_that_of_the_table(case: tuple[Look, Decision, str]) -> None:
    seen, decision, words = case
    verdict = judge(seen, RULES)
    assert (verdict.decision, words in verdict.reason) == (decision, True), verdict
    assert verdict.both_sick == ("keduanya sakit" in verdict.reason and decision == HOLD)


@pytest.mark.parametrize(("memory", "decision"), [(400.0, GO), (400.1, BACK)])
def test_a_leak_is_taken_back_beyond_the_limit(memory: float, decision: Decision) -> None:
    assert judge(look(Window(200, 0, 100), memory_mb=memory), Rules(memory_mb=400)).decision == decision


@pytest.mark.parametrize(
    ("canary", "control", "p"),
    [
        ((4, 200), (0, 1800), 0.0001),
        ((4, 200), (9, 1800), 0.034),
        ((4, 200), (36, 1800), 0.58),
        ((20, 200), (90, 1800), 0.005),
    ],
)
def test_fishers_test_gives_the_published_figures(canary: tuple[int, int], control: tuple[int, int], p: float) -> None:
    assert fisher_worse(*canary, *control) == pytest.approx(p, rel=0.06)


POWER = {  # requests, errors: the probability of at least so many at 0.1, 1, 2, 5 and 10 per cent
    (50, 2): (0.0012, 0.089, 0.26, 0.72, 0.97),
    (100, 3): (0.0002, 0.079, 0.32, 0.88, 1),
    (200, 4): (0.0001, 0.142, 0.57, 0.991, 1),
    (500, 6): (0.0000, 0.38, 0.93, 1, 1),
}


@pytest.mark.parametrize(("n", "k"), sorted(POWER))
def test_the_power_of_a_sample_is_that_of_the_table(n: int, k: int) -> None:
    found = [at_least(k, n, rate) for rate in (0.001, 0.01, 0.02, 0.05, 0.1)]
    assert found == pytest.approx(POWER[n, k], abs=0.006)
    assert found[0] == pytest.approx(POWER[n, k][0], abs=0.00006)


@pytest.mark.parametrize(("background", "failing"), [(0.005, 0.073), (0.01, 0.458)])
def test_without_a_control_a_good_version_would_fail_where_everything_errs(background: float, failing: float) -> None:
    """One of four steps of 200 requests."""
    assert 1 - (1 - at_least(4, 200, background)) ** 4 == pytest.approx(failing, abs=0.001)


def test_four_errors_come_sooner_the_sicker_a_version_is() -> None:
    assert [round(RULES.errors / rate) for rate in (0.05, 0.2, 0.5, 1.0)] == [80, 20, 8, 4]


@pytest.mark.parametrize(("n", "lowest", "highest"), [(50, 0.88, 1.0), (200, 0.92, 0.985), (1000, 0.936, 0.964)])
def test_a_percentile_of_few_values_says_little(n: int, lowest: float, highest: float) -> None:
    """Between which true percentiles the 95th of n values lies in 95 of 100 samples; why it is judged on 200 or more."""
    spread = 1.96 * sqrt(0.95 * 0.05 / n)
    assert (0.95 - spread, min(1.0, 0.95 + spread)) == pytest.approx((lowest, highest), abs=0.01)
    assert n >= RULES.sample or judge(look(Window(n, 0, 4999)), RULES).decision == HOLD


def test_fishers_test_bears_a_day_of_control_and_no_control() -> None:
    assert fisher_worse(4, 200, 500, 100_000) < 0.05
    assert fisher_worse(4, 200, 0, 0) == 1.0


def test_the_percentile_is_of_the_nearest_rank() -> None:
    assert [percentile_95(range(1, n + 1)) for n in (1, 10, 20, 100)] == [1, 10, 19, 95]
    assert percentile_95([]) is None


@pytest.mark.parametrize(("requests", "wanted"), [(0, True), (199, True), (200, False)])
def test_thin_traffic_asks_for_journeys_until_the_sample_is_full(requests: int, wanted: bool) -> None:
    assert wants_journeys(look(Window(requests), age=10 * MINUTE), RULES) is wanted


@pytest.mark.parametrize(("requests", "wanted"), [(59, True), (60, False), (61, False)])
def test_one_request_a_second_is_not_thin(requests: int, wanted: bool) -> None:
    assert wants_journeys(look(Window(requests), age=MINUTE), RULES) is wanted


def rollout(seed: int, rate: float, background: float = 0.0) -> tuple[Decision, int, int]:
    """A rollout at 20 requests a second, looked at every second: its end, requests answered badly, all requests."""
    dice, touched, seen = random.Random(seed), 0, 0
    for percent in (10, 25, 50):
        canary, control = [0, 0], [0, 0]
        for second in range(1, 900):
            for _ in range(20):
                green = dice.random() * 100 < percent
                side, share = (canary, rate) if green else (control, background)
                bad = dice.random() < share
                side[0], side[1] = side[0] + 1, side[1] + bad
                touched, seen = touched + (bad and green), seen + 1
            windows = Window(canary[0], canary[1], 100), Window(control[0], control[1], 100)
            verdict = judge(look(*windows, age=timedelta(seconds=second)), RULES)
            if verdict.decision == BACK:
                return BACK, touched, seen
            if verdict.decision == GO:
                break
        else:
            return HOLD, touched, seen
    return GO, touched, seen


def share_touched(runs: list[tuple[Decision, int, int]]) -> float:
    return sum(touched for _, touched, _ in runs) / sum(seen for *_, seen in runs)


@pytest.mark.parametrize("rate", [0.05, 0.2, 1.0])
def test_a_build_that_errs_at_5_20_or_100_percent_never_gets_through(rate: float) -> None:
    runs = [rollout(seed, rate) for seed in range(15)]
    assert {decision for decision, *_ in runs} == {BACK}
    assert share_touched(runs) <= 0.12


def test_a_build_that_errs_at_2_percent_is_taken_back_in_nine_of_ten_runs() -> None:
    runs = [rollout(seed, 0.02) for seed in range(30)]
    assert sum(decision != GO for decision, *_ in runs) >= 27
    assert share_touched(runs) <= 0.01


def test_a_good_build_gets_through_also_where_everything_errs_a_little() -> None:
    assert [rollout(seed, 0.001, 0.001)[0] for seed in range(15)].count(GO) >= 14
    assert [rollout(seed, 0.005, 0.005)[0] for seed in range(15)].count(BACK) <= 2


@pytest.mark.parametrize(
    ("seen", "indonesian", "english"),
    [
        (look(Window(120, 0, 100)), "menunggu data: 120 dari 200 permintaan", "waiting for data: 120 of 200 requests"),
        (look(IDLE, unseen=11 * MINUTE), "tidak diawasi selama 11 menit", "not watched for 11 minutes"),
        (look(Window(500, 0, 100), age=59 * MINUTE / 60), "menunggu 1 detik lagi", "waiting for 1 second more"),
        (look(Window(50, 0, 5001)), "p95 5.001 md, batas 5.000 md", "p95 5,001 ms, the limit is 5,000 ms"),
        (
            look(Window(100, 6, 100), Window(900, 54, 100)),
            "galat 6,0 % (6 dari 100), batas 5 %",
            "errors 6.0% (6 of 100), the limit is 5%",
        ),
        (
            look(Window(200, 4, 300), Window(1800, 36, 300)),
            "keduanya sakit: galat baru 2,0 % (4 dari 200), lama 2,0 % (36 dari 1.800), p = 0,579",
            "both are unwell: errors new 2.0% (4 of 200), old 2.0% (36 of 1,800), p = 0.579",
        ),
        (
            look(Window(200, 0, 1400), Window(1800, 0, 800)),
            "p95 baru 1.400 md, lama 800 md: lebih dari 1,5 kali dan 1.000 md",
            "p95 new 1,400 ms, old 800 ms: more than 1.5 times and 1,000 ms",
        ),
    ],
)
def test_the_verdict_is_said_in_both_languages(app: Flask, seen: Look, indonesian: str, english: str) -> None:
    with app.app_context():
        assert in_both_languages(judge(seen, RULES).reason) == (indonesian, english)
