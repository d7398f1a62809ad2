"""How quickly sizes grow, and when the disk is full."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.maintenance.upkeep import SizeSample

WINDOW = timedelta(days=30)
LEAST_DAYS = 3  # of samples, below which nothing is said


def slope(samples: Sequence[tuple[date, int]]) -> float | None:
    """Bytes a day by least squares; None for samples of less than LEAST_DAYS days."""
    if len(samples) < LEAST_DAYS:
        return None
    first = min(day for day, _size in samples)
    points = [((day - first).days, size) for day, size in samples]
    middle = sum(x for x, _y in points) / len(points)
    mean = sum(y for _x, y in points) / len(points)
    spread = sum((x - middle) ** 2 for x, _y in points)
    return sum((x - middle) * (y - mean) for x, y in points) / spread if spread else None


def days_until(free: int, growth: float | None) -> int | None:
    """Whole days until `free` bytes are used up; None where nothing grows or nobody knows."""
    return None if growth is None or growth <= 0 else int(free / growth)


def read_growth(session: Session, *, today: date) -> dict[str, float]:
    """Bytes a day by name over the last thirty days, where there are samples enough."""
    wanted = select(SizeSample.name, SizeSample.day, SizeSample.size).where(SizeSample.day > today - WINDOW)
    by_name: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for name, day, size in session.execute(wanted):
        by_name[name].append((day, size))
    return {name: found for name, samples in by_name.items() if (found := slope(samples)) is not None}
