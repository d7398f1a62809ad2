"""Mean beside median, of how many, and how many are open."""

from datetime import UTC, datetime, timedelta

from workflows.incidents.measures import Measure, measure, runs_before_failures, time_between_failures


def minutes(*given: int | None):
    return [None if one is None else timedelta(minutes=one) for one in given]


def test_mean_and_median_of_acknowledgements():
    found = measure(minutes(5, 2, 30))
    assert (round(found.mean or 0, 1), found.median, found.n, found.open) == (12.3, 5, 3, 0)


def test_open_ones_are_counted_and_left_out_of_the_figures():
    assert measure(minutes(60, 45, None)) == Measure(52.5, 52.5, 2, 1)
    assert measure([]) == Measure(None, None, 0)


def test_time_between_failures_and_availability_agree():
    between = time_between_failures(timedelta(days=30), failures=3, down=timedelta(minutes=105))
    assert between == timedelta(minutes=14_365)
    assert round(between / (between + timedelta(minutes=35)) * 100, 3) == 99.757
    assert time_between_failures(timedelta(days=30), failures=0, down=timedelta()) is None


def test_runs_before_failures_are_cut_to_the_window_and_the_last_is_open():
    def at(day: float) -> datetime:
        return datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=day)

    def days(*failures, last=30):
        runs = runs_before_failures((at(0), at(last)), [(at(begin), at(end)) for begin, end in failures])
        return [None if one is None else one / timedelta(days=1) for one in runs]

    assert days() == [None]
    assert days((10, 11), (3, 4)) == [3, 6, None]
    assert days((3, 8), (5, 6)) == [3, 0, None]  # one within the other
    assert days((-1, 1), (5, 6)) == [0, 4, None]  # begun before the window
    assert days((5, 30)) == [5]  # down at its end: nothing runs
