"""From results to state: the tables of how often a check must fail, flap, or be looked at."""

from datetime import timedelta

import pytest

from app.models.monitoring.check import CheckState
from tests.factories import NOW
from workflows.monitoring.check_state import Memory, Notice, Rules, apply_result

DOWN, UP, UNSTABLE = Notice.WENT_DOWN, Notice.WENT_UP, Notice.UNSTABLE
MINUTE = timedelta(minutes=1)


def at(minute: int):
    return NOW + minute * MINUTE


def play(results: str, *, maintenance=(), minutes=None):
    """The memory, the notices with their minutes, and the downtimes in minutes after one result a minute."""
    memory, told, downs = Memory(), [], []
    for place, result in enumerate(results):
        minute = minutes[place] if minutes else place
        step = apply_result(memory, ok=result == "U", at=at(minute), rules=Rules(), maintenance=maintenance)
        memory = step.memory
        told += [(minute, notice) for notice in step.notices]
        downs += [((step.down[0] - NOW) // MINUTE, (step.down[1] - NOW) // MINUTE)] if step.down else []
    return memory, told, downs


@pytest.mark.parametrize(
    ("results", "state", "told", "downs"),
    [
        ("DDDDDD", CheckState.DOWN, [(2, DOWN)], []),
        ("DDDU", CheckState.DOWN, [(2, DOWN)], []),
        ("DDDUDUDUU", CheckState.UP, [(2, DOWN), (8, UP)], [(0, 7)]),
        ("DDDUU", CheckState.UP, [(2, DOWN), (4, UP)], [(0, 3)]),
        ("U", CheckState.UP, [], []),
        ("UDDD", CheckState.DOWN, [(3, DOWN)], []),
        ("UDDUDDU", CheckState.UP, [], []),
    ],
)
def test_state_messages_and_downtime_follow_from_the_results(results, state, told, downs):
    memory, found, periods = play(results)
    assert (memory.state, found, periods) == (state, told, downs)


def test_downtime_counts_from_the_first_failure():
    memory, *_ = play("UDDD")
    assert memory.down_since == at(1)


def test_flapping_is_told_once_and_ends_after_fifteen_quiet_minutes():
    memory, told, _ = play("DDDUU" * 5)
    assert [notice for _, notice in told] == [DOWN, UP, DOWN, UP, UNSTABLE]
    assert (memory.unstable, memory.shown) == (True, CheckState.DOWN)
    memory, told, _ = play("DDDUU" * 5 + "U" * 14)
    assert memory.unstable
    memory, told, _ = play("DDDUU" * 5 + "U" * 15)
    assert (memory.unstable, memory.shown, told[-1][1]) == (False, CheckState.UP, UP)


def test_what_was_unstable_is_told_anew_by_its_next_change():
    memory, told, _ = play("DDDUU" * 5 + "U" * 15 + "DDD")
    assert (memory.unstable, [notice for _, notice in told][-3:]) == (False, [UNSTABLE, UP, DOWN])


def test_slow_changes_are_no_flapping():
    memory, told, _ = play("DDDUU" * 5, minutes=[place * 3 for place in range(25)])
    assert not memory.unstable
    assert [notice for _, notice in told] == [DOWN, UP] * 5


def test_silent_checker_leaves_no_data_and_no_downtime():
    before, *_ = play("U")
    step = apply_result(before, ok=True, at=at(12), rules=Rules())
    assert (step.no_data, step.down, step.notices) == ((at(0), at(12)), None, ())
    assert apply_result(before, ok=True, at=at(3), rules=Rules()).no_data is None


def test_failures_before_and_after_a_silence_are_not_added_up():
    memory, told, _ = play("UDDD", minutes=[0, 1, 2, 20])
    assert (memory.state, told) == (CheckState.UP, [])


def test_announced_maintenance_is_recorded_without_a_message():
    memory, told, _ = play("UDDDUU", maintenance=[(at(0), at(60))])
    assert (told, memory.state) == ([], CheckState.UP)


def test_still_failing_after_maintenance_is_down_from_its_end():
    memory, told, _ = play("UDDDDD", maintenance=[(at(1), at(5))])
    assert told == [(5, DOWN)]
    assert memory.down_since == at(5)
