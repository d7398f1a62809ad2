"""Rupiah are whole: amounts are `int`, and every division rounds half up, once, at the end."""

from decimal import ROUND_HALF_UP, Decimal


def round_half_up(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def share(amount_idr: int, numerator: int, denominator: int) -> int:
    """`amount_idr × numerator / denominator`, rounded half up to a whole rupiah."""
    return round_half_up(Decimal(amount_idr) * numerator / denominator)
