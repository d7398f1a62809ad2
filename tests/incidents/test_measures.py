"""Mean beside median, of how many, and how many are open."""

from datetime import timedelta

from workflows.incidents.measures import Measure, measure, time_between_failures


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
