"""Charts as points of an SVG of 100 × 40, drawn by the server."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core.i18n import Sentence

HEIGHT, TOP = 40, 38
LINES, CHARACTER_WIDTH = 3, 2.0  # of the markers' words; how wide a character is at most, in hundredths of the chart


@dataclass(frozen=True, slots=True)
class Curve:
    """`paths`: stretches without a gap, each "x,y x,y …". `values`: what they show, step by step."""

    label: Sentence
    paths: list[str]
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Mark:
    """Words beside a vertical line, at its left where the chart ends. `line`: 1 on top, 0 where none is free."""

    x: float
    words: str
    line: int
    is_left: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """`highest`: the value at the top, in `unit`. `steps`: the moment of each value. `meaning`: how it is counted."""

    label: Sentence
    unit: Sentence
    highest: float
    curves: list[Curve]
    marks: list[Mark]
    steps: Sequence[Any] = field(default=())
    meaning: Sentence | None = None

    @property
    def rows(self) -> list[tuple[Any, list[float | None]]]:
        """Newest first: a moment and the value of each curve; without the steps that have none."""
        values = list(zip(*(curve.values for curve in self.curves), strict=True))
        found = [
            (at, list(row)) for at, row in zip(self.steps, values, strict=True) if any(one is not None for one in row)
        ]
        return found[::-1]


def chart_of(
    label: Sentence,
    unit: Sentence,
    series: Sequence[tuple[Sentence, Sequence[float | None]]],
    markers: list[tuple[float, str]],
    *,
    steps: Sequence[Any] = (),
    meaning: Sentence | None = None,
) -> Chart:
    """One curve for each of `series`, all over the same steps. `markers`: x and the words of each."""
    highest = max((value for _name, values in series for value in values if value is not None), default=0.0)
    curves = [Curve(name, _paths_of(values, highest or 1.0), values) for name, values in series]
    return Chart(label, unit, highest, curves, _placed(markers), steps, meaning)


def _placed(markers: list[tuple[float, str]]) -> list[Mark]:
    """Each on the first line where no words stand in its way."""
    free, placed = [0.0] * LINES, list[Mark]()
    for x, words in sorted(markers):
        width = CHARACTER_WIDTH * (len(words) + 1)
        is_left = x + width > 100  # noqa: PLR2004  the chart's right end
        start, end = (x - width, x) if is_left else (x, x + width)
        line = next((place + 1 for place, taken in enumerate(free) if taken <= start), 0)
        if line:
            free[line - 1] = end
        placed.append(Mark(x, words, line, is_left))
    return placed


def _paths_of(values: Sequence[float | None], highest: float) -> list[str]:
    width = 100 / max(len(values), 1)
    paths: list[list[str]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            paths.append([])
            continue
        y = HEIGHT - TOP * value / highest
        # flat over its step, so that a single one is seen, too
        paths[-1] += [f"{place * width:.2f},{y:.2f}", f"{(place + 1) * width:.2f},{y:.2f}"]
    return [" ".join(path) for path in paths if path]
