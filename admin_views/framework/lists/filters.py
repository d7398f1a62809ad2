"""Filters of lists: each has a short name in the URL (`flt_status=OPEN`), a readable chip, and an indexed condition."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from flask_admin.model.filters import BaseFilter
from sqlalchemy import Date

from app.core.clock import day_bounds, utc_now
from app.core.db import db
from app.core.i18n import N_, Sentence, gettext
from app.core.identifiers import read_id
from app.core.written_dates import read_day
from app.policies.company_time import company_today, company_zone
from app.presenters.dates import day_short

Choices = Iterable[tuple[Any, Sentence]]
LARGEST_ID = 2**63 - 1


class ColumnFilter(BaseFilter):
    """Subclasses turn the text of the URL into a value (`clean` raises ValueError) and a value into a condition."""

    in_menu = True
    is_fixed = False  # the menu offers the same choices for the lifetime of the process

    def __init__(self, key: str, name: Sentence, data_type: str | None = None) -> None:
        super().__init__(name, data_type=data_type)  # type: ignore[arg-type]
        self.key = key

    def operation(self) -> Sentence:
        return N_("adalah")

    def condition(self, value: Any) -> Any:
        raise NotImplementedError

    def apply(self, query: Any, value: Any) -> Any:
        return query.where(self.condition(value))

    def text_of(self, value: str) -> str:
        """The value as people read it in the chip."""
        options = {str(known): str(label) for known, label in self.get_options(None) or ()}
        return options.get(value, value)


class ChoiceFilter(ColumnFilter):
    """One of a few values; `choices` may be a function that is asked for each page."""

    def __init__(
        self,
        key: str,
        name: Sentence,
        column: Any,
        choices: Choices | Callable[[], Choices],
        *,
        condition: Callable[[Any], Any] | None = None,
    ) -> None:
        super().__init__(key, name)
        self.column, self.choices, self.given = column, choices, condition
        self.is_fixed = not callable(choices)

    def get_options(self, view: Any) -> Any:  # noqa: ARG002
        choices = self.choices() if callable(self.choices) else self.choices
        return [(str(value), str(label)) for value, label in choices]

    def clean(self, value: str) -> Any:
        if value not in {known for known, _label in self.get_options(None)}:
            raise ValueError(value)
        return value

    def condition(self, value: Any) -> Any:
        if self.given:
            return self.given(value)
        return self.column == (int(value) if self.column.type.python_type is int else value)


class YesNoFilter(ChoiceFilter):
    """A question; `condition` is what holds when the answer is yes."""

    def __init__(self, key: str, name: Sentence, condition: Any) -> None:
        super().__init__(
            key,
            name,
            None,
            (("1", N_("Ya")), ("0", N_("Tidak"))),
            condition=lambda answer: condition if answer == "1" else ~condition,
        )


class DayFilter(ColumnFilter):
    """From–to in the company's days, both included: `2026-11-01 to 2026-11-30`, one day, or `today`."""

    is_fixed = True

    def __init__(self, key: str, name: Sentence, column: Any) -> None:
        super().__init__(key, name, data_type="daterangepicker")
        self.column = column

    def operation(self) -> Sentence:
        return ""

    def clean(self, value: str) -> tuple[date, date]:
        if value == "today":
            today = company_today(db.session(), utc_now())
            return today, today
        first, _, last = value.partition(" to ")
        begin, end = _day(first), _day(last or first)
        if begin > end:
            raise ValueError(value)
        return begin, end

    def condition(self, value: tuple[date, date]) -> Any:
        first, last = value
        if isinstance(self.column.type, Date):
            return self.column.between(first, last)
        zone = company_zone(db.session())
        begin, end = day_bounds(first, zone)[0], day_bounds(last, zone)[1]
        return (self.column >= begin) & (self.column < end)

    def text_of(self, value: str) -> str:
        if value == "today":
            return gettext("hari ini")
        first, last = self.clean(value)
        return day_short(first) if first == last else f"{day_short(first)} – {day_short(last)}"


class RecordFilter(ColumnFilter):
    """Rows of one other record, linked to from its page: `flt_customer=17`. `name_of(id)` is asked for the chip."""

    in_menu = False

    def __init__(self, key: str, name: Sentence, column: Any, name_of: Callable[[int], str | None]) -> None:
        super().__init__(key, name)
        self.column, self.name_of = column, name_of

    def clean(self, value: str) -> int:
        number = read_id(value)
        if number is None:
            raise ValueError(value)
        return number

    def condition(self, value: int) -> Any:
        return self.column == value

    def text_of(self, value: str) -> str:
        return self.name_of(int(value)) or value


class ExactFilter(ColumnFilter):
    """The value as it stands in the column."""

    def __init__(self, key: str, name: Sentence, column: Any) -> None:
        super().__init__(key, name)
        self.column = column

    def clean(self, value: str) -> Any:
        if not value or "\x00" in value or len(value) > 200:  # noqa: PLR2004
            raise ValueError(value)
        if self.column.type.python_type is not int:
            return value
        number = int(value) if value.isascii() else LARGEST_ID + 1
        if abs(number) > LARGEST_ID:
            raise ValueError(value)
        return number

    def condition(self, value: Any) -> Any:
        return self.column == value


def _day(text: str) -> date:
    found = read_day(text.strip(), today=company_today(db.session(), utc_now()))
    if not date(1970, 1, 2) <= found <= date(9999, 1, 1) - timedelta(days=2):
        raise ValueError(text)
    return found
