"""Which backups stay: 7 daily, 4 weekly, 12 monthly, and always the last good one."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

DAYS, WEEKS, MONTHS = 7, 4, 12
_STEPS: tuple[tuple[int, Callable[[datetime], Any]], ...] = (
    (DAYS, lambda at: at.date()),
    (WEEKS, lambda at: at.isocalendar()[:2]),
    (MONTHS, lambda at: (at.year, at.month)),
)


def to_remove(good: Iterable[datetime], others: Iterable[datetime] = ()) -> set[datetime]:
    """Moments (UTC) of the backups that may go.

    Of the good ones the newest of each of the last 7 days, 4 weeks and 12 months that have any stays: days without a
    backup cost none of the older ones. `others` (incomplete ones) go as soon as a good one is newer.
    """
    kept: set[datetime] = set()
    newest_first = sorted(good, reverse=True)
    for most, period in _STEPS:
        seen: dict[Any, datetime] = {}
        for at in newest_first:
            seen.setdefault(period(at), at)
        kept.update(list(seen.values())[:most])
    last_good = newest_first[0] if newest_first else None
    superseded = {at for at in others if last_good is not None and at < last_good}
    return set(newest_first) - kept | superseded
