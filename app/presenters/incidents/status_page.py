"""The bars, words and badge of the status page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from app.core.i18n import N_, Sentence
from app.models.status.status_page import ComponentState

HEIGHT, LEAST = 34, 3  # units of the drawing; a loss that is seen at all


class Measured(Protocol):
    base: timedelta
    down: timedelta

    def percent(self, places: int = 2) -> str: ...


@dataclass(frozen=True, slots=True)
class Bar:
    """One day: `lost` is the height of its red part; ten seconds do not paint a day red."""

    x: int
    day: date
    kind: str
    lost: int
    percent: str


def bars(days: Iterable[tuple[date, Measured]]) -> list[Bar]:
    return [_bar(place, day, found) for place, (day, found) in enumerate(days)]


def _bar(place: int, day: date, found: Measured) -> Bar:
    if not found.base:
        return Bar(place * 7, day, "nodata", 0, "–")
    share = found.down / found.base
    lost = max(LEAST, round(HEIGHT * share)) if found.down else 0
    return Bar(place * 7, day, "down" if lost else "up", lost, found.percent())


HEADLINES: dict[str, Sentence] = {
    "none": N_("Semua layanan berjalan"),
    "maintenance": N_("Pemeliharaan berlangsung"),
    "minor": N_("Sebagian layanan lambat"),
    "major": N_("Sebagian layanan terganggu"),
    "critical": N_("Layanan terganggu"),
}
BADGE = {
    "none": {"word": "operational", "colour": "#146238"},
    "maintenance": {"word": "maintenance", "colour": "#1c568f"},
    "minor": {"word": "degraded", "colour": "#7d4a00"},
    "major": {"word": "partial outage", "colour": "#a8231b"},
    "critical": {"word": "outage", "colour": "#a8231b"},
}
SHAPES = {
    ComponentState.OPERATIONAL: "●",
    ComponentState.UNDER_MAINTENANCE: "◆",
    ComponentState.DEGRADED: "▲",
    ComponentState.PARTIAL: "▲",
    ComponentState.MAJOR: "■",
}
