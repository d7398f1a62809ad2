"""How cells of lists are written: plain functions `(view, context, record, name)`; a page calls hundreds of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from flask import g
from markupsafe import Markup

from app.core.flow import Flow
from app.core.i18n import Sentence, gettext
from app.presenters.dates import day_short, moment_at_site, moment_short
from app.presenters.money import rupiah

Formatter = Callable[[Any, Any, Any, str], Any]
NOTHING = Markup('<span class="nothing"></span>')


@lru_cache(maxsize=1024)
def badge(text: str, tone: str = "neutral") -> Markup:
    return Markup('<span class="badge tone-{}">{}</span>').format(tone, text)


def with_marks(text: Any, marks: Sequence[Markup]) -> Any:
    """Marks stand below the text, so that a long one cuts none of them."""
    return Markup('{}<span class="cell-marks">{}</span>').format(text, Markup(" ").join(marks)) if marks else text


def status_of(flow: Flow) -> Formatter:
    """The badge of a flow's status."""
    labels = {str(status): label for status, label in flow.labels.items()}
    tones = {str(status): tone for status, tone in flow.tones.items()}

    def write(_view: Any, _context: Any, record: Any, name: str) -> Markup:
        status = value_of(record, name)
        written = _written(labels)
        if status not in written:
            written[status] = badge(str(labels.get(status, status)), tones.get(status, "neutral"))
        return written[status]

    return write


def choice_of(labels: Mapping[Any, Sentence], tones: Mapping[Any, str] | None = None) -> Formatter:
    """The label of one of a few values, as a badge where `tones` are given."""
    words = {str(value): label for value, label in labels.items()}

    def write(_view: Any, _context: Any, record: Any, name: str) -> Any:
        value = value_of(record, name)
        if value is None:
            return NOTHING
        written = _written(words)
        if value not in written:
            text = str(words.get(str(value), value))
            written[value] = text if tones is None else badge(text, tones.get(value, "neutral"))
        return written[value]

    write.is_badge = tones is not None  # type: ignore[attr-defined]
    return write


def moment_cell(_view: Any, _context: Any, record: Any, name: str) -> Any:
    """`21 Nov 2026 08.05`."""
    at: datetime | None = value_of(record, name)
    return moment_short(at) if at else NOTHING


def site_moment_cell(_view: Any, _context: Any, record: Any, name: str) -> Any:
    """`21 Nov 2026 08.05 WITA`: a moment of a visit, or of what belongs to one, by the clock of its site."""
    at: datetime | None = value_of(record, name)
    visit = getattr(record, "visit", record)
    return moment_at_site(at, visit.site.time_zone) if at else NOTHING


def day_cell(_view: Any, _context: Any, record: Any, name: str) -> Any:
    """`21 Nov 2026`."""
    on: date | None = value_of(record, name)
    return day_short(on) if on else NOTHING


def rupiah_cell(_view: Any, _context: Any, record: Any, name: str) -> Any:
    """`Rp1.234.567`; set `column_class = {"total_idr": "number"}` beside it."""
    amount = value_of(record, name)
    return NOTHING if amount is None else rupiah(amount)


def person_cell(_view: Any, _context: Any, record: Any, name: str) -> Any:
    """A user's or customer's name without code; needs the relation loaded with the list (joinedload)."""
    person = value_of(record, name)
    return NOTHING if person is None else person.name


@dataclass(frozen=True, slots=True)
class ShortText:
    """The first line's worth of a long text; an export has all of it. `shown`: what is read in place of the column."""

    length: int
    shown: str = ""

    def __call__(self, _view: Any, _context: Any, record: Any, name: str) -> Any:
        text = str(value_of(record, self.shown or name) or "")
        return text if len(text) <= self.length else f"{text[: self.length - 1].rstrip()}…"


def short_text(length: int = 80, shown: str = "") -> Formatter:
    return ShortText(length, shown)


def write_moment(_view: Any, value: datetime, _name: str) -> str:
    return moment_short(value)


def write_day(_view: Any, value: date, _name: str) -> str:
    return day_short(value)


def write_yes_no(_view: Any, value: bool, _name: str) -> str:  # noqa: FBT001
    return gettext("Ya") if value else gettext("Tidak")


def write_nothing(_view: Any, _value: None, _name: str) -> Markup:
    return NOTHING


# columns without a formatter of their own; order matters: a datetime is a date, a bool an int
BY_TYPE: dict[Any, Any] = {type(None): write_nothing, bool: write_yes_no, datetime: write_moment, date: write_day}


def _written(labels: Mapping[Any, Any]) -> dict[Any, Any]:
    """What this page has already said: a status is translated once and not for each row."""
    pages: dict[int, dict[Any, Any]] | None = g.get("written_cells")
    if pages is None:
        pages = g.written_cells = {}
    return pages.setdefault(id(labels), {})


def value_of(record: Any, name: str) -> Any:
    """Along a dotted name; None where a relation is empty."""
    for part in name.split("."):
        if record is None:
            return None
        record = getattr(record, part)
    return record
