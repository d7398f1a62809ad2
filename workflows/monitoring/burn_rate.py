"""The error budget and how quickly it is spent (Google's SRE workbook, 99.9 % over 30 days)."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

SLO = Decimal("0.999")
BUDGET = 1 - SLO
FEWEST_ERRORS = 10  # in the long window: with ten requests an hour a single error is a burn rate of 100


@dataclass(frozen=True, slots=True)
class BurnRule:
    """Both windows must exceed `burn` times the budget."""

    burn: Decimal
    long: timedelta
    short: timedelta
    pages: bool  # somebody is called; else it waits for working hours

    @property
    def ratio(self) -> Decimal:
        return self.burn * BUDGET


RULES = (
    BurnRule(Decimal("14.4"), timedelta(hours=1), timedelta(minutes=5), pages=True),
    BurnRule(Decimal(6), timedelta(hours=6), timedelta(minutes=30), pages=True),
    BurnRule(Decimal(3), timedelta(hours=24), timedelta(hours=2), pages=False),
    BurnRule(Decimal(1), timedelta(days=3), timedelta(hours=6), pages=False),
)


@dataclass(frozen=True, slots=True)
class Traffic:
    requests: int
    errors: int

    def exceeds(self, ratio: Decimal) -> bool:
        return self.requests > 0 and Decimal(self.errors) / self.requests > ratio


def is_burning(rule: BurnRule, *, long: Traffic, short: Traffic) -> bool:
    """Whether this rule alarms for the traffic of its two windows."""
    return long.errors >= FEWEST_ERRORS and long.exceeds(rule.ratio) and short.exceeds(rule.ratio)


def seconds_until_alarm(rule: BurnRule, ratio: Decimal) -> Decimal | None:
    """After which time a constant error ratio alarms; None: never."""
    return Decimal(rule.long.total_seconds()) * rule.ratio / ratio if ratio > rule.ratio else None


def budget_of(window: timedelta) -> timedelta:
    """How long everything may be down within the window."""
    return timedelta(microseconds=int(window // timedelta(microseconds=1) * BUDGET))
