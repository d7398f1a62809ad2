"""Which backups may go: 7 daily, 4 weekly, 12 monthly, and never the last good one."""

from datetime import UTC, datetime, timedelta

import pytest

from app.releases.backup.retention import to_remove

TODAY = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)


def nightly(days: int) -> list[datetime]:
    return [TODAY - timedelta(days=day) for day in range(days)]


@pytest.mark.parametrize(("nights", "stay"), [(0, 0), (1, 1), (7, 7), (8, 7), (9, 8), (40, 10), (500, 20)])
def test_so_many_of_the_nightly_ones_stay(nights: int, stay: int) -> None:
    made = nightly(nights)
    assert len(made) - len(to_remove(made)) == stay


def test_the_newest_of_a_day_stays_for_the_day() -> None:
    morning, evening = TODAY - timedelta(hours=12), TODAY
    assert to_remove([morning, evening]) == {morning}


def test_after_a_long_silence_the_old_ones_stay() -> None:
    made = [at - timedelta(days=400) for at in nightly(7)]
    assert to_remove(made) == set()


def test_the_last_good_one_is_never_removed_however_many_bad_ones_follow() -> None:
    good, bad = TODAY - timedelta(days=90), nightly(30)
    assert to_remove([good], bad) == set()


def test_an_incomplete_one_goes_when_a_good_one_is_newer() -> None:
    assert to_remove([TODAY], [TODAY - timedelta(days=1)]) == {TODAY - timedelta(days=1)}
