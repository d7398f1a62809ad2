"""How quickly the error budget of 99.9 % is spent, and who is told when."""

from datetime import timedelta
from decimal import Decimal

import pytest

from workflows.monitoring.burn_rate import RULES, Traffic, budget_of, is_burning, seconds_until_alarm

ALL_FAIL = Decimal(1)


@pytest.mark.parametrize(
    ("rule", "ratio", "all_fail"),
    list(zip(RULES, ["0.0144", "0.006", "0.003", "0.001"], [52, 130, 259, 259], strict=True)),
)
def test_every_rule_has_its_ratio_and_finds_a_full_outage(rule, ratio, all_fail):
    assert rule.ratio == Decimal(ratio)
    assert round(seconds_until_alarm(rule, ALL_FAIL) or 0) == all_fail


@pytest.mark.parametrize(("ratio", "minutes"), [("0.0144", 150), ("0.02", 43), ("0.05", 17), ("0.5", 1)])
def test_time_to_the_first_page_at_a_constant_ratio(ratio, minutes):
    found = [after for rule in RULES if rule.pages and (after := seconds_until_alarm(rule, Decimal(ratio)))]
    assert int(min(found) // 60) == minutes


def test_below_the_quick_rule_only_the_slower_one_pages():
    assert [seconds_until_alarm(rule, Decimal("0.014")) is not None for rule in RULES[:2]] == [False, True]


@pytest.mark.parametrize(
    ("long", "short", "burns"),
    [
        (Traffic(10, 1), Traffic(1, 1), False),  # thin: one error is a burn rate of 100
        (Traffic(100, 9), Traffic(100, 9), False),
        (Traffic(100, 10), Traffic(100, 10), True),
        (Traffic(1000, 9), Traffic(100, 9), False),
        (Traffic(1000, 14), Traffic(100, 9), False),
        (Traffic(1000, 15), Traffic(0, 0), False),
        (Traffic(1000, 15), Traffic(100, 1), False),
        (Traffic(1000, 15), Traffic(100, 2), True),
    ],
)
def test_both_windows_must_exceed_and_ten_errors_are_needed(long, short, burns):
    assert is_burning(RULES[0], long=long, short=short) is burns


def test_a_ratio_must_be_exceeded_not_reached():
    reached, exceeded = Traffic(10_000, 30), Traffic(10_000, 31)
    assert not is_burning(RULES[2], long=reached, short=exceeded)
    assert not is_burning(RULES[2], long=exceeded, short=reached)
    assert is_burning(RULES[2], long=exceeded, short=exceeded)


@pytest.mark.parametrize(
    ("days", "minutes"), [(1, "1.44"), (7, "10.08"), (28, "40.32"), (30, "43.2"), (90, "129.6"), (365, "525.6")]
)
def test_budget_of_a_period(days, minutes):
    assert budget_of(timedelta(days=days)) == timedelta(minutes=float(minutes))
