"""The desk's figures for programs and sheets."""

from dataclasses import dataclass
from typing import Any

from app.core.i18n import Sentence
from app.presenters.support.figures import KINDS


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
