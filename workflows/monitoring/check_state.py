"""From the results of a check to its state: pure, so that every order of results is a row of a test."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from app.models.monitoring.check import CheckState

FLAPPING_CHANGES, FLAPPING_WITHIN, QUIET = 5, timedelta(minutes=30), timedelta(minutes=15)
MISSED_RUNS = 3  # intervals without a result: nobody was looking

Window = tuple[datetime, datetime]


class Notice(StrEnum):
    WENT_DOWN = "WENT_DOWN"
    WENT_UP = "WENT_UP"
    UNSTABLE = "UNSTABLE"


@dataclass(frozen=True, slots=True)
class Rules:
    """Results in a row that change the state, and how often a result is expected."""

    failures: int = 3
    successes: int = 2
    interval: timedelta = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Memory:
    """A check's state between results. `told`: the alarm that it is down was sent."""

    state: CheckState = CheckState.NEW
    streak: int = 0
    streak_ok: bool = True
    streak_since: datetime | None = None
    last_at: datetime | None = None
    down_since: datetime | None = None
    changes: tuple[datetime, ...] = ()
    unstable: bool = False
    told: bool = False

    @property
    def shown(self) -> CheckState:
        """While it is unstable the worse state is kept."""
        return CheckState.DOWN if self.unstable else self.state


@dataclass(frozen=True, slots=True)
class Step:
    """What one result brings: the new memory, what people are told, and intervals that ended with it."""

    memory: Memory
    notices: tuple[Notice, ...] = ()
    down: Window | None = None
    no_data: Window | None = None


def apply_result(before: Memory, *, ok: bool, at: datetime, rules: Rules, maintenance: Sequence[Window] = ()) -> Step:
    """Results come in the order of `at`; `maintenance` are announced windows.

    Retries count as down only if it goes down.
    """
    no_data = _gap(before, at, rules)
    memory = _count(before, ok=ok, at=at, afresh=no_data is not None)
    memory, down = _change(memory, ok=ok, rules=rules, at=at)
    memory, notices = _choose_notices(before, memory, at, maintenance)
    return Step(memory, notices, down, no_data)


def _gap(before: Memory, at: datetime, rules: Rules) -> Window | None:
    if before.last_at is None or at - before.last_at <= MISSED_RUNS * rules.interval:
        return None
    return before.last_at, at


def _count(before: Memory, *, ok: bool, at: datetime, afresh: bool) -> Memory:
    if afresh or before.streak == 0 or before.streak_ok != ok:
        return replace(before, streak=1, streak_ok=ok, streak_since=at, last_at=at)
    return replace(before, streak=before.streak + 1, last_at=at)


def _change(memory: Memory, *, ok: bool, rules: Rules, at: datetime) -> tuple[Memory, Window | None]:
    """The state after this result, and the downtime that it ends: from the first failure to the first success."""
    if memory.state == CheckState.NEW and ok:
        return replace(memory, state=CheckState.UP), None
    if memory.state != CheckState.DOWN and not ok and memory.streak >= rules.failures:
        changed = replace(memory, state=CheckState.DOWN, down_since=memory.streak_since)
        return _remember(changed, at), None
    if memory.state == CheckState.DOWN and ok and memory.streak >= rules.successes:
        assert memory.down_since is not None
        assert memory.streak_since is not None
        ended = (memory.down_since, memory.streak_since)
        return _remember(replace(memory, state=CheckState.UP, down_since=None), at), ended
    return memory, None


def _remember(memory: Memory, at: datetime) -> Memory:
    return replace(memory, changes=(*(one for one in memory.changes if at - one < FLAPPING_WITHIN), at))


def _choose_notices(
    before: Memory, memory: Memory, at: datetime, maintenance: Sequence[Window]
) -> tuple[Memory, tuple[Notice, ...]]:
    if any(start <= at < end for start, end in maintenance):
        return memory, ()
    memory = _cut(memory, at, maintenance)
    if not memory.unstable and len(memory.changes) >= FLAPPING_CHANGES and memory.changes != before.changes:
        return replace(memory, unstable=True, told=True), (Notice.UNSTABLE,)
    if memory.unstable and at - memory.changes[-1] < QUIET:
        return memory, ()
    memory = replace(memory, unstable=False, changes=() if memory.unstable else memory.changes)
    if memory.state == CheckState.DOWN and not memory.told:
        return replace(memory, told=True), (Notice.WENT_DOWN,)
    if memory.state == CheckState.UP and memory.told:
        return replace(memory, told=False), (Notice.WENT_UP,)
    return memory, ()


def _cut(memory: Memory, at: datetime, maintenance: Sequence[Window]) -> Memory:
    """What began in a maintenance that is over counts from its end."""
    since = memory.down_since
    ends = [end for start, end in maintenance if since is not None and start <= since < end <= at]
    return replace(memory, down_since=max(ends)) if ends else memory
