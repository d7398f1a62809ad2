"""Rupiah for people."""

import re
from decimal import Decimal, InvalidOperation

from app.core.money import round_half_up

_UNITS = {
    "jt": 1_000_000,
    "juta": 1_000_000,
    "rb": 1_000,
    "ribu": 1_000,
    "k": 1_000,
    "m": 1_000_000_000,
    "miliar": 1_000_000_000,
}
_WRITTEN = re.compile(
    r"(?:rp\.?)?\s*([0-9][0-9.,]*)\s*(jt|juta|rb|ribu|k|m|miliar)?\s*(?:,-|,–|\.-)?", re.IGNORECASE | re.ASCII
)
LARGEST = 10**13


def rupiah(amount_idr: int | None) -> str:
    """`1234567` → `Rp1.234.567`."""
    if amount_idr is None:
        return ""
    sign = "-" if amount_idr < 0 else ""
    return f"{sign}Rp{abs(amount_idr):,}".replace(",", ".")


def parse_rupiah(text: str) -> int | None:
    """`Rp 1.250.000,-`, `1250000`, `1,5 jt`, `500 rb` → whole rupiah; None when it is no amount."""
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        return None
    digits, unit = found.group(1).rstrip(",."), (found.group(2) or "").lower()
    try:
        value = Decimal(digits.replace(".", "").replace(",", ".")) * _UNITS.get(unit, 1)
    except InvalidOperation:
        return None
    return round_half_up(value) if 0 <= value <= LARGEST else None
