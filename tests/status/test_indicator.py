"""The one word over the page."""

import pytest

from workflows.status.indicator import DESCRIPTIONS, INDICATORS, indicator

OK, CARE, SLOW, PART, OUT = (
    "operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage",
)  # fmt: skip


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([], "none"),
        ([[CARE, SLOW]], "minor"),
        ([[OK, CARE]], "maintenance"),
        ([[OK, OUT], [OK]], "critical"),
        ([[OK, PART]], "major"),
        ([[OK, SLOW], [OK]], "minor"),
        ([[OK], [OK]], "none"),
    ],
)
def test_worst_component_gives_the_word(groups, expected):
    assert indicator(groups) == expected


@pytest.mark.parametrize(
    ("members", "expected"), [([OUT, OK], "major"), ([OUT, OUT, OK], "critical"), ([OUT], "critical")]
)
def test_critical_may_need_more_than_half_of_a_group(members, expected):
    assert indicator([members], critical_needs_most=True) == expected


def test_every_word_has_its_sentence():
    assert set(INDICATORS.values()) == set(DESCRIPTIONS)
