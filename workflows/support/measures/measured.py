"""The figures themselves, as numbers."""

from dataclasses import dataclass

FEWEST_RATINGS = 5  # an average of fewer says nothing


@dataclass(frozen=True, slots=True)
class Spread:
    """Working seconds of `n` cases; None where there is no case."""

    n: int = 0
    mean_s: float | None = None
    median_s: float | None = None
    p90_s: float | None = None


@dataclass(slots=True)
class Measured:
    """Counts of one period, or of one part of it. Rates are None where there is nothing to divide by."""

    opened: int = 0
    opened_resolved: int = 0  # of those, resolved by now
    resolved: int = 0
    reopened: int = 0
    first_contact: int = 0
    judged: int = 0  # promises that were kept or broken
    kept: int = 0
    asked: int = 0
    answered: int = 0
    rated: int = 0
    content: int = 0
    score_sum: int = 0
    backlog: int = 0
    backlog_median_s: float | None = None
    backlog_oldest_s: float | None = None
    first_reply: Spread = Spread()
    resolution: Spread = Spread()

    @property
    def resolution_rate(self) -> float | None:
        return share(self.opened_resolved, self.opened)

    @property
    def reopen_rate(self) -> float | None:
        return share(self.reopened, self.resolved)

    @property
    def first_contact_rate(self) -> float | None:
        return share(self.first_contact, self.resolved)

    @property
    def kept_rate(self) -> float | None:
        return share(self.kept, self.judged)

    @property
    def response_rate(self) -> float | None:
        return share(self.answered, self.asked)

    @property
    def content_rate(self) -> float | None:
        return share(self.content, self.rated) if self.rated >= FEWEST_RATINGS else None

    @property
    def score(self) -> float | None:
        return self.score_sum / self.rated if self.rated >= FEWEST_RATINGS else None


def share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
