"""The charts of the traffic page as points of an SVG of 100 × 40, drawn by the server."""

from collections.abc import Callable, Sequence
from typing import Any

from admin_views.framework.charts import Chart, chart_of
from app.core.i18n import N_, Sentence, gettext
from workflows.monitoring import Marker, TrafficLine

Read = Callable[[TrafficLine], float | None]


def charts_of(lines: Sequence[TrafficLine], markers: Sequence[Marker], *, minutes: int) -> list[Chart]:
    """Throughput, latency and error rate over the same steps of `minutes`."""
    rows: list[tuple[Sentence, Sentence, Sentence, list[tuple[Sentence, Read]]]] = [
        (
            N_("Permintaan per menit"),
            N_("per menit"),
            N_("Semua permintaan, rata-rata tiap langkah."),
            [(N_("Permintaan"), lambda line: line.counts.total / minutes)],
        ),
        (
            N_("Lama jawaban"),
            N_("md"),
            N_("Separuh jawaban lebih cepat dari p50, 95 % lebih cepat dari p95, 99 % lebih cepat dari p99."),
            [
                (N_("p50"), lambda line: line.quantile(0.5)),
                (N_("p95"), lambda line: line.quantile(0.95)),
                (N_("p99"), lambda line: line.quantile(0.99)),
            ],
        ),
        (
            N_("Galat"),
            N_("%"),
            N_("Jawaban 5xx dari semua permintaan."),
            [(N_("Galat"), lambda line: None if line.error_ratio is None else 100 * line.error_ratio)],
        ),
    ]
    places = _places(lines, markers)
    more: dict[str, Any] = {"steps": [line.key for line in lines]}
    return [
        chart_of(
            label,
            unit,
            [(name, [read(line) for line in lines]) for name, read in reads],
            places,
            meaning=meaning,
            **more,
        )
        for label, unit, meaning, reads in rows
    ]


def _places(lines: Sequence[TrafficLine], markers: Sequence[Marker]) -> list[tuple[float, str]]:
    step = lines[1].key - lines[0].key
    return [(round(100 * ((one.at - lines[0].key) / step) / len(lines), 2), mark_words(one)) for one in markers]


def mark_words(marker: Marker) -> str:
    """What a marker stands for."""
    if marker.is_incident:
        return gettext("Insiden %(number)s", number=marker.version)
    return gettext("Rilis %(version)s", version=marker.version)
