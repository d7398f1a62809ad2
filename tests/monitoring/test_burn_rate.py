"""How quickly the error budget of 99.9 % is spent, and who is told when."""

from datetime import timedelta
from decimal import Decimal

import pytest

from workflows.monitoring.burn_rate import RULES, Traffic, budget_of, is_burning, seconds_until_alarm

ALL_FAIL = Decimal(1)


@pytest.mark.parametrize(
    ("rule", "pages", "burn", "hours", "short", "ratio", "gone", "all_fail"),
    [
        (RULES[0], True, "14.4", 1, 5, "0.0144", "0.02", 52),
        (RULES[1], True, "6", 6, 30, "0.006", "0.05", 130),
        (RULES[2], False, "3", 24, 120, "0.003", "0.10", 259),
        (RULES[3], False, "1", 72, 360, "0.001", "0.10", 259),
    ],
)
def test_every_rule_with_its_windows_and_what_is_gone_when_it_fires(
    rule, pages, burn, hours, short, ratio, gone, all_fail
):
    """`short` in minutes; `gone`: share of the budget of 30 days; `all_fail`: seconds of a full outage."""
    assert (rule.pages, rule.burn) == (pages, Decimal(burn))
    assert (rule.long, rule.short) == (timedelta(hours=hours), timedelta(minutes=short))
    assert rule.ratio == Decimal(ratio)
    assert rule.burn * int(rule.long.total_seconds()) / (30 * 86_400) == Decimal(gone)
    assert round(seconds_until_alarm(rule, ALL_FAIL) or 0) == all_fail
    assert len(RULES) == 4


@pytest.mark.parametrize(("ratio", "seconds"), [("0.0144", 9000), ("0.02", 2592), ("0.05", 1037), ("0.5", 104)])
def test_time_to_the_first_page_at_a_constant_ratio(ratio, seconds):
    found = [after for rule in RULES if rule.pages and (after := seconds_until_alarm(rule, Decimal(ratio)))]
    assert round(min(found)) == seconds


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
