"""The arithmetic of the judge: exact tests by counting, and a percentile."""

from collections.abc import Sequence
from math import ceil, comb


def fisher_worse(errors: int, n: int, control_errors: int, control_n: int) -> float:
    """One-sided Fisher: how likely so many errors or more fall on this side if both sides are alike."""
    total, of_errors = n + control_n, errors + control_errors
    ways = sum(comb(n, here) * comb(control_n, of_errors - here) for here in range(errors, min(of_errors, n) + 1))
    return ways / comb(total, of_errors)


def at_least(k: int, n: int, rate: float) -> float:
    """Probability of at least k errors in n requests at this rate of errors."""
    return 1.0 - sum(comb(n, i) * rate**i * (1 - rate) ** (n - i) for i in range(k))


def percentile_95(values: Sequence[float]) -> float | None:
    """Nearest rank; None of nothing."""
    return sorted(values)[ceil(0.95 * len(values)) - 1] if values else None
