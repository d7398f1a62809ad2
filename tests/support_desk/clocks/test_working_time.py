"""When a target of working time is used up: the worked examples, and a model that counts minute by minute."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.policies.service_levels.working_time import WorkingTime, due_after, worked_between
from tests.support_desk.clocks.calendars import A_WIT, A_WITA, BERLIN, WIT, WITA, A, B, C, N, R, at

M, H = 60, 3600

EXAMPLES = (  # number, calendar, start, target in seconds, pauses, due
    (1, A, at("2026-11-30 09:00"), H, (), at("2026-11-30 10:00")),
    (2, A, at("2026-11-30 11:30"), H, (), at("2026-11-30 13:30")),
    (3, A, at("2026-11-30 11:00"), H, (), at("2026-11-30 12:00")),
    (4, A, at("2026-11-30 12:00"), H, (), at("2026-11-30 14:00")),
    (5, A, at("2026-11-30 16:45"), 30 * M, (), at("2026-12-01 08:15")),
    (6, A, at("2026-12-04 11:00"), H, (), at("2026-12-04 13:30")),
    (7, A, at("2026-12-04 11:20"), 4 * H, (), at("2026-12-04 16:50")),
    (8, A, at("2026-12-04 16:30"), 2 * H, (), at("2026-12-07 09:30")),
    (9, A, at("2026-08-14 16:00"), 4 * H, (), at("2026-08-18 11:00")),
    (10, A, at("2026-12-23 16:00"), 8 * H, (), at("2026-12-28 16:00")),
    (11, B, at("2026-12-23 16:00"), 8 * H, (), at("2026-12-24 16:00")),
    (12, A, at("2026-03-17 15:00"), 4 * H, (), at("2026-03-25 10:00")),
    (13, R, at("2026-02-19 14:00"), 3 * H, (), at("2026-02-20 09:30")),
    (14, C, at("2026-12-24 22:30"), 4 * H, (), at("2026-12-25 02:30")),
    (15, N, at("2026-12-01 05:30"), H, (), at("2026-12-01 22:30")),
    (16, N, at("2026-12-01 23:30"), H, (), at("2026-12-02 00:30")),
    (17, A, at("2026-11-30 09:00"), 8 * H, ((at("2026-11-30 10:00"), at("2026-11-30 15:00")),), at("2026-12-01 14:00")),
    (18, A, at("2026-11-30 09:00"), 8 * H, ((at("2026-11-30 16:00"), at("2026-12-02 09:00")),), at("2026-12-02 11:00")),
    (19, A, at("2026-11-30 09:00"), 8 * H, ((at("2026-11-30 18:00"), at("2026-12-01 07:00")),), at("2026-12-01 09:00")),
    (20, A, at("2026-11-30 09:00"), 8 * H,
     ((at("2026-11-30 10:00"), at("2026-11-30 11:00")), (at("2026-12-01 08:00"), at("2026-12-01 10:00"))),
     at("2026-12-01 12:00")),
    (21, A, at("2026-12-04 10:00"), 8 * H, ((at("2026-12-04 11:00"), at("2026-12-07 09:00")),), at("2026-12-07 17:00")),
    (22, A, at("2026-11-30 09:00"), 8 * H, ((at("2026-11-30 10:00"), None),), None),
    (23, A, at("2026-11-30 16:59:30"), 2 * M, (), at("2026-12-01 08:01:30")),
    (24, A_WITA, at("2026-11-30 16:30", WITA), H, (), at("2026-12-01 08:30", WITA)),
    (25, A_WITA, at("2026-11-30 15:45"), H, (), at("2026-12-01 07:45")),
    (26, A_WIT, at("2026-11-30 15:45"), H, (), at("2026-12-01 09:00", WIT)),
    (27, A, at("2026-11-30 09:00"), 4 * H, (), at("2026-11-30 14:00")),
    (28, A, at("2026-11-30 09:00"), 4 * H, ((at("2026-11-30 10:00"), at("2026-11-30 11:00")),), at("2026-11-30 15:00")),
    (29, A, at("2026-11-30 09:00"), 8 * H, ((at("2026-11-30 15:00"), at("2026-12-02 10:00")),), at("2026-12-02 14:00")),
    (30, A, at("2026-11-30 09:00"), 8 * H, ((at("2026-12-01 11:00"), at("2026-12-04 16:00")),), at("2026-12-01 09:00")),
    (31, A, at("2026-11-28 21:00"), 2 * H, (), at("2026-11-30 10:00")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("calendar", "start", "target", "pauses", "due"),
    [example[1:] for example in EXAMPLES],
    ids=[f"example {example[0]}" for example in EXAMPLES],
)
def test_a_target_is_due_when_its_working_time_is_used_up(calendar, start, target, pauses, due):
    assert due_after(calendar, start, target, pauses) == due


@pytest.mark.parametrize(
    ("share", "moment"),
    [
        (50, at("2026-12-04 15:30")),
        (75, at("2026-12-07 08:30")),
        (90, at("2026-12-07 09:42")),
        (100, at("2026-12-07 10:30")),
    ],
)
def test_a_warning_counts_working_time_and_not_the_clock_on_the_wall(share, moment):
    """Example 32."""
    assert due_after(A, at("2026-12-04 10:00"), 8 * H * share / 100) == moment


def test_what_is_left_is_shown_while_a_pause_lasts():
    paused = ((at("2026-11-30 10:00"), None),)
    assert 8 * H - worked_between(A, at("2026-11-30 09:00"), at("2026-12-03 12:00"), paused) == 7 * H


@pytest.mark.parametrize(
    ("start", "until", "minutes"),
    [
        (at("2026-12-04 10:00"), at("2026-12-07 09:30"), 420),
        (at("2026-12-04 11:45"), at("2026-12-04 12:30"), 0),
        (at("2026-12-04 12:30"), at("2026-12-04 11:45"), 0),
    ],
)
def test_elapsed_time_leaves_out_what_is_not_worked(start, until, minutes):
    assert worked_between(A, start, until) == minutes * 60


def test_a_calendar_without_any_block_ends_the_search():
    assert due_after(WorkingTime("Asia/Jakarta", {}), at("2026-11-30 09:00"), 60) is None


def test_a_pause_of_two_years_leaves_the_rest_of_the_target_after_it():
    pauses = ((at("2026-11-30 10:00"), at("2028-11-30 09:00")),)
    assert due_after(A, at("2026-11-30 09:00"), 2 * H, pauses) == at("2028-11-30 10:00")
    assert worked_between(A, at("2026-11-30 09:00"), at("2028-11-30 10:00"), pauses) == 2 * H


def test_overlapping_pauses_count_once():
    pauses = ((at("2026-11-30 11:00"), at("2026-11-30 12:00")), (at("2026-11-30 10:00"), at("2026-11-30 11:30")))
    assert due_after(A, at("2026-11-30 09:00"), 2 * H, pauses) == at("2026-11-30 14:00")


CALENDARS = (A, A_WITA, A_WIT, B, C, N, R, BERLIN)


def _works(calendar: WorkingTime, moment: datetime) -> bool:
    local = moment.astimezone(ZoneInfo(calendar.zone))
    minute = local.hour * 60 + local.minute
    return any(opens <= minute < closes for opens, closes in calendar.blocks_of(local.date()))


def _due_by_minutes(calendar, start, minutes, pauses):
    moment, left = start, minutes
    while True:
        paused = any(since <= moment < until for since, until in pauses)
        if not paused and _works(calendar, moment):
            left -= 1
        moment += timedelta(minutes=1)
        if left == 0:
            return moment


def test_interval_arithmetic_and_counting_minute_by_minute_agree():
    chance = random.Random(20261130)
    for round_ in range(240):
        calendar = CALENDARS[round_ % len(CALENDARS)]
        start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(500_000))
        edges = sorted(start + timedelta(minutes=m) for m in chance.sample(range(6000), 2 * chance.randrange(4)))
        pauses = list(zip(edges[::2], edges[1::2], strict=True))
        minutes = chance.randrange(1, 900)
        due = due_after(calendar, start, minutes * 60, pauses)
        assert due == _due_by_minutes(calendar, start, minutes, pauses), (calendar.zone, start, minutes, pauses)
        assert worked_between(calendar, start, due, pauses) == minutes * 60
