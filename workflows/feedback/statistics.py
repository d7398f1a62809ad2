"""What product management asks of Saran & Kritik: figures of a period, by kind and by day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.feedback.feedback import FeedbackKind
from app.models.feedback.feedback_day import FeedbackDay

HOUR = 3600


@dataclass(frozen=True, slots=True)
class Measures:
    """Counts and sums; the averages are None where there is nothing to average."""

    received: int = 0
    followed_up: int = 0
    rejected: int = 0
    followed_up_seconds: int = 0
    stars_sum: int = 0
    stars_count: int = 0
    exp_points: int = 0

    @property
    def share(self) -> float | None:
        """Between 0 and 1: how much of what came was followed up."""
        return self.followed_up / self.received if self.received else None

    @property
    def hours(self) -> float | None:
        """From arrival to the decision to follow up, on average."""
        return self.followed_up_seconds / self.followed_up / HOUR if self.followed_up else None

    @property
    def stars(self) -> float | None:
        return self.stars_sum / self.stars_count if self.stars_count else None


_NAMES = tuple(field.name for field in fields(Measures))


@dataclass(frozen=True, slots=True)
class FeedbackPeriod:
    """`days`: (day, kind, figures) of the days on which something came."""

    first: date
    last: date
    total: Measures
    by_kind: dict[FeedbackKind, Measures]
    days: Sequence[tuple[date, FeedbackKind, Measures]]


def read_measures(session: Session, *, first: date, last: date) -> FeedbackPeriod:
    """Both ends included. Reads two rows a day, however many items there are."""
    within = select(FeedbackDay).where(FeedbackDay.day.between(first, last)).order_by(FeedbackDay.day, FeedbackDay.kind)
    days = [(row.day, FeedbackKind(row.kind), _of(row)) for row in session.scalars(within)]
    by_kind = {kind: _sum(found for _, own, found in days if own == kind) for kind in FeedbackKind}
    return FeedbackPeriod(first, last, _sum(by_kind.values()), by_kind, days)


def _of(row: FeedbackDay) -> Measures:
    return Measures(**{name: getattr(row, name) for name in _NAMES})


def _sum(parts: Iterable[Measures]) -> Measures:
    found = list(parts)
    return Measures(**{name: sum(getattr(part, name) for part in found) for name in _NAMES})
