"""The desk's figures for programs and sheets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.i18n import N_, Sentence
from app.presenters.support.figures import KINDS, Kind, age, percent, worked


@dataclass(frozen=True, slots=True)
class Number:
    """A figure for programs and sheets. Durations are seconds, rates parts of one; None: nothing to count."""

    key: str
    label: Sentence
    meaning: Sentence
    value: float | int | None
    n: int | None  # how many cases it is made of; None where it counts them itself
    before: float | int | None


def numbers_of(measured: Any, before: Any) -> list[Number]:
    """Every figure of the report, as the page has them."""
    return [
        Number(
            kind.key,
            kind.label,
            kind.meaning,
            kind.read(measured),
            kind.n(measured) if kind.n else None,
            kind.read(before),
        )
        for kind in KINDS
    ]


_UNITS: Mapping[Callable[[Any], str], tuple[Sentence, float]] = {  # of a file: what one stands for, how many make one
    age: (N_("menit"), 60),
    percent: ("%", 0.01),
    worked: (N_("menit"), 60),
}


def label_in_file(kind: Kind) -> str:
    """With the unit that a bare number needs: `Jawaban pertama, median (menit)`."""
    unit, _ = _UNITS.get(kind.write, ("", 1))
    return f"{kind.label} ({unit})" if unit else str(kind.label)


def value_in_file(kind: Kind, measured: Any) -> float | int | None:
    value, (_, size) = kind.read(measured), _UNITS.get(kind.write, ("", 1))
    return value if value is None or size == 1 else round(value / size, 2)
