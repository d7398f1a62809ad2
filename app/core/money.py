"""Amounts and quantities: one reading of what people, spreadsheets and machines write, and one way of rounding.

Rupiah are whole: amounts are `int`, and every division rounds half up, once, at the end.
`app/static/js/panel/fields/amounts.js` reads the same for the live sum; `tests/core/amounts.json` holds both.
"""

import re
import unicodedata
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear_line

LARGEST_IDR = 10**13
LARGEST_QUANTITY = Decimal("99999999.99")
CENT = Decimal("0.01")  # a quantity has at most two decimals
LONGEST = 60
_UNITS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("rb", "ribu", "k"), (10**3,)),
    **dict.fromkeys(("jt", "juta"), (10**6,)),
    **dict.fromkeys(("miliar", "milyar"), (10**9,)),
    "m": (10**9, 10**6),  # miliar to most people, million to some
}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_NUMBER = r"[0-9](?:[0-9., ]*[0-9])?"
_CURRENCY = re.compile(r"(?:rp[.:]?|idr) ?", re.ASCII)
_ENDING = re.compile(r" ?(?:[.,]? ?[-–—=]+|rupiah|idr|rp|[.,])$", re.ASCII)
_PART = re.compile(rf"({_NUMBER}) ?({_UNIT}) ?", re.ASCII)
_PARTS = re.compile(rf"(?:{_NUMBER} ?(?:{_UNIT}) ?)+", re.ASCII)
_GROUPED = re.compile(r"([1-9][0-9]{0,2}([., ])[0-9]{3}(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]{1,2}))?", re.ASCII)
_DECIMAL = re.compile(r"([0-9]+)[.,]([0-9]{1,2})", re.ASCII)
_THOUSANDTHS = re.compile(r"([0-9]{1,3})[.,]([0-9]{3})", re.ASCII)


class TwoReadings(Invalid):
    """An amount or a quantity that different people read differently."""

    code = "two_readings"


def read_rupiah(text: str, *, field: str | None = None) -> int:
    """`1.500.000`, `1,500,000.00`, `Rp 1 500 000,-`, `1,5 juta`, `250 rb`, `1 jt 500 rb` → whole rupiah.

    Groups have exactly three digits; a sign before one or two last digits begins the decimals. Raises Invalid for what
    is no whole amount, TwoReadings for what can be read in two ways (`1.500 rb`), naming both.
    """
    found = {value for value in _amounts(_plain(text)) if value == int(value) and value <= LARGEST_IDR}
    if not found:
        raise Invalid(N_("“%(text)s” bukan jumlah rupiah. Tulis misalnya 1.250.000.", text=_shown(text)), field=field)
    return int(_the_only(text, found, field, lambda value: f"Rp{int(value):,}".replace(",", ".")))


def read_quantity(text: str, *, field: str | None = None) -> Decimal:
    """`2`, `1,5`, `0.500`, `1.500,25` → a number with at most two decimals.

    Raises Invalid and TwoReadings as `read_rupiah` does: `1.500` is 1500 to some and 1,5 to others.
    """
    found = {value for value in _numbers(_plain(text), thousandths=True) if value <= LARGEST_QUANTITY}
    if all(value != value.quantize(CENT) for value in found):
        raise Invalid(N_("“%(text)s” bukan jumlah. Tulis misalnya 2 atau 1,5.", text=_shown(text)), field=field)
    return _the_only(text, found, field, plain_number)


def plain_number(value: Decimal) -> str:
    """`1500`, `1,5`: without groups, so that it reads back as itself."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def round_half_up(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def share(amount_idr: int, numerator: int, denominator: int) -> int:
    """`amount_idr × numerator / denominator`, rounded half up to a whole rupiah."""
    return round_half_up(Decimal(amount_idr) * numerator / denominator)


def _shown(text: str) -> str:
    """What was typed, as a refusal repeats it: what no answer can be written in (half a surrogate pair) is left out."""
    return clear_line(text)[:LONGEST]


def _plain(text: str) -> str:
    """Lower case, single spaces, no invisible characters; too long to be a number: empty."""
    seen = "".join(mark for mark in text[: 2 * LONGEST] if unicodedata.category(mark) != "Cf")
    plain = " ".join(seen.split()).lower()
    return plain if len(plain) <= LONGEST else ""


def _amounts(text: str) -> set[Decimal]:
    """Every reading of an amount, the words for rupiah taken off."""
    while (shorter := _ENDING.sub("", text)) != text:
        text = shorter
    if currency := _CURRENCY.match(text):
        text = text[currency.end() :]
    if not _PARTS.fullmatch(text):
        return _numbers(text, thousandths=False)
    parts = _PART.findall(text)
    sizes = [max(_UNITS[unit]) for _, unit in parts]
    if sizes != sorted(set(sizes), reverse=True):
        return set()
    each = [[n * size for n in _numbers(number, thousandths=True) for size in _UNITS[unit]] for number, unit in parts]
    return {sum(chosen, Decimal(0)) for chosen in product(*each)}


def _numbers(text: str, *, thousandths: bool) -> set[Decimal]:
    """Every reading of digits and signs; `thousandths`: three digits after the only sign may be decimals, too."""
    found: set[Decimal] = set()
    if text.isascii() and text.isdecimal():
        found.add(Decimal(text))
    if grouped := _GROUPED.fullmatch(text):
        found.add(Decimal(re.sub("[., ]", "", grouped[1]) + "." + (grouped[3] or "0")))
    if decimal := _DECIMAL.fullmatch(text) or (thousandths and _THOUSANDTHS.fullmatch(text)):
        found.add(Decimal(f"{decimal[1]}.{decimal[2]}"))
    return found


def _the_only(text: str, found: set[Decimal], field: str | None, write: Callable[[Decimal], str]) -> Decimal:
    if len(found) > 1:
        readings = " / ".join(write(value) for value in sorted(found, reverse=True))
        sentence = N_("“%(text)s” bisa dibaca %(readings)s. Tulis salah satunya.", text=_shown(text), readings=readings)
        raise TwoReadings(sentence, field=field)
    return found.pop()
