"""The charts of the traffic page as points of an SVG of 100 × 40, drawn by the server."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.core.i18n import N_, Sentence
from workflows.monitoring import Marker, TrafficLine

HEIGHT, TOP = 40, 38
Read = Callable[[TrafficLine], float | None]


@dataclass(frozen=True, slots=True)
class Curve:
    """`paths`: stretches without a gap, each "x,y x,y …"."""

    label: Sentence
    paths: list[str]


@dataclass(frozen=True, slots=True)
class Chart:
    """`highest`: the value at the top, in `unit`. `markers`: x and version of each release."""

    label: Sentence
    unit: Sentence
    highest: float
    curves: list[Curve]
    markers: list[tuple[float, str]]


def charts_of(lines: Sequence[TrafficLine], markers: Sequence[Marker], *, minutes: int) -> list[Chart]:
    """Throughput, latency and error rate over the same steps of `minutes`."""
    rows: list[tuple[Sentence, Sentence, list[tuple[Sentence, Read]]]] = [
        (
            N_("Permintaan per menit"),
            N_("per menit"),
            [(N_("Permintaan"), lambda line: line.counts.total / minutes)],
        ),
        (
            N_("Lama jawaban"),
            N_("md"),
            [
                (N_("p50"), lambda line: line.quantile(0.5)),
                (N_("p95"), lambda line: line.quantile(0.95)),
                (N_("p99"), lambda line: line.quantile(0.99)),
            ],
        ),
        (
            N_("Galat"),
            N_("%"),
            [(N_("Galat"), lambda line: None if line.error_ratio is None else 100 * line.error_ratio)],
        ),
    ]
    places = _places(lines, markers)
    return [_chart(lines, label, unit, reads, places) for label, unit, reads in rows]


def _chart(
    lines: Sequence[TrafficLine],
    label: Sentence,
    unit: Sentence,
    reads: list[tuple[Sentence, Read]],
    markers: list[tuple[float, str]],
) -> Chart:
    series = [(name, [read(line) for line in lines]) for name, read in reads]
    highest = max((value for _name, values in series for value in values if value is not None), default=0.0)
    return Chart(
        label, unit, highest, [Curve(name, _paths(values, highest or 1.0)) for name, values in series], markers
    )


def _paths(values: Sequence[float | None], highest: float) -> list[str]:
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


def _places(lines: Sequence[TrafficLine], markers: Sequence[Marker]) -> list[tuple[float, str]]:
    step = lines[1].key - lines[0].key
    return [(round(100 * ((one.at - lines[0].key) / step) / len(lines), 2), one.version) for one in markers]
