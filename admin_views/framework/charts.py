"""Charts as points of an SVG of 100 × 40, drawn by the server."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.i18n import Sentence

HEIGHT, TOP = 40, 38


@dataclass(frozen=True, slots=True)
class Curve:
    """`paths`: stretches without a gap, each "x,y x,y …"."""

    label: Sentence
    paths: list[str]


@dataclass(frozen=True, slots=True)
class Chart:
    """`highest`: the value at the top, in `unit`. `markers`: x and the words of each."""

    label: Sentence
    unit: Sentence
    highest: float
    curves: list[Curve]
    markers: list[tuple[float, str]]


def chart_of(
    label: Sentence,
    unit: Sentence,
    series: Sequence[tuple[Sentence, Sequence[float | None]]],
    markers: list[tuple[float, str]],
) -> Chart:
    """One curve for each of `series`, all over the same steps."""
    highest = max((value for _name, values in series for value in values if value is not None), default=0.0)
    curves = [Curve(name, _paths_of(values, highest or 1.0)) for name, values in series]
    return Chart(label, unit, highest, curves, markers)


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
