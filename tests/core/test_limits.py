"""Just below, at and just above limits of what is read."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.core.errors import Invalid
from app.core.money import LARGEST_IDR, read_rupiah
from app.core.written_dates import read_day
from app.models.messaging.webhooks import WebhookEndpoint
from app.policies.figure_period import LONGEST_DAYS, is_figure_period
from app.policies.help_words.anonymise import anonymise
from workflows.webhooks.secret import BOTH_SIGN_FOR, signing_versions

TODAY = date(2026, 11, 30)
NOON = datetime(2026, 11, 30, 12, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.mark.parametrize(("days", "fits"), [(-1, False), (0, True), (LONGEST_DAYS, True), (LONGEST_DAYS + 1, False)])
def test_a_period_of_figures_is_of_one_day_to_three_years(days: int, fits: bool) -> None:
    assert is_figure_period(TODAY, TODAY + timedelta(days=days)) is fits


def test_a_day_without_a_year_is_today_or_the_next_one_like_it() -> None:
    assert read_day("30/11", today=TODAY) == TODAY
    assert read_day("29/11", today=TODAY) == date(2027, 11, 29)


def test_the_largest_amount_is_read_and_one_rupiah_more_is_refused() -> None:
    assert read_rupiah(str(LARGEST_IDR)) == LARGEST_IDR
    with pytest.raises(Invalid):
        read_rupiah(str(LARGEST_IDR + 1))


@pytest.mark.parametrize(("name", "shown"), [("Al", "Al"), ("Ali", "[nama]"), ("Alia", "[nama]")])
def test_names_of_three_characters_or_more_are_taken_out(name: str, shown: str) -> None:
    assert anonymise(f"kata {name} begitu", [name]) == f"kata {shown} begitu"


@pytest.mark.parametrize(("hours", "versions"), [(23, [2, 1]), (24, [2]), (25, [2])])
def test_the_secret_before_signs_for_less_than_a_day(hours: int, versions: list[int]) -> None:
    assert timedelta(hours=24) == BOTH_SIGN_FOR
    changed = WebhookEndpoint(secret_version=2, secret_changed_at=NOON - timedelta(hours=hours))
    assert signing_versions(changed, now=NOON) == versions
