"""`make load`: a working day of a company with 500 technicians and a year behind it."""

from tests.benchmarks.day.measure import measure

__all__ = ["measure"]
