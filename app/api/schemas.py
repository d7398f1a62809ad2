"""Schemas drawn from the tables: a record as it is read, a page of records, a body that is written."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from marshmallow import RAISE, Schema, missing
from sqlalchemy import Boolean, Date, DateTime, Double, Integer, Numeric
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from app.api.clocks import clock_fields
from app.api.fields import SAID, Amount, Choice, Day, Ids, Items, Moment, Part, Real, Text, Whole, Yes, field_of
from app.core.flow import Transition
from app.core.i18n import N_

LONGEST_TEXT = 100_000
LARGEST_FIGURE = 1e15
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1


class Closed(Schema):
    """What is not named is refused on the way in and absent on the way out."""

    class Meta:
        unknown = RAISE

    error_messages = {"unknown": SAID["unknown"], "type": SAID["type"]}  # noqa: RUF012  marshmallow's own attribute


def record_schema(title: str, model: Any, columns: Iterable[str], /, **more: Any) -> type[Schema]:
    """A record on the way out: the named columns, and further fields; every one of them is always there."""
    found = {column: _field(model, column) for column in columns} | more
    for field in found.values():
        field.required = True
    return type(title, (Closed,), found)


def page_schema(name: str, item: type[Schema]) -> type[Schema]:
    about = {"description": "the address of the next page; null on the last one"}
    return record_schema(
        f"{name}Page", None, (), items=Items(Part(item)), next=Text(4000, allow_none=True, metadata=about)
    )


def body_schema(title: str, /, **found: Any) -> type[Schema]:
    return type(title, (Closed,), found)


def transition_schema(name: str, transition: Transition) -> type[Schema] | None:
    """None: the transition asks nothing."""
    fields = {ask.name: field_of(ask) for ask in transition.asks} | (clock_fields() if transition.clocked else {})
    return body_schema(name, **fields) if fields else None


def partial_schema(name: str, full: Mapping[str, Any]) -> type[Schema]:
    """The same fields, none of them required: what is left out stays as it is."""
    for field in full.values():
        field.required = False
        field.load_default = missing
    return body_schema(name, **full)


# the first that fits, from the narrow to the wide
_MAKERS: tuple[tuple[type, Callable[[bool], Any]], ...] = (
    (DateTime, lambda empty: Moment(allow_none=empty)),
    (Date, lambda empty: Day(allow_none=empty)),
    (Boolean, lambda empty: Yes(allow_none=empty)),
    (Double, lambda empty: Real(-1e12, 1e12, allow_none=empty)),
    (Numeric, lambda empty: Amount(allow_none=empty)),
    (Integer, lambda empty: Whole(_SMALLEST, _LARGEST, allow_none=empty)),
    (ARRAY, lambda empty: Ids(allow_none=empty)),
    (JSONB, lambda _empty: Items(Text(LONGEST_TEXT), most=1000)),
)


def _field(model: Any, name: str) -> Any:
    column = model.__table__.columns[name]
    empty = bool(column.nullable)
    if kinds := column.info.get("one_of"):
        return Choice([*kinds, *([None] if empty else [])], allow_none=empty)
    for kind, make in _MAKERS:
        if isinstance(column.type, kind):
            return make(empty)
    return Text(LONGEST_TEXT, allow_none=empty)


def period_fields() -> dict[str, Day]:
    """The two days of figures in an address, for `asked_period`."""
    return {
        "first": Day(metadata={"description": N_("Tanggal pertama; tanpa ini 30 hari terakhir.")}),
        "last": Day(metadata={"description": N_("Tanggal terakhir, ikut dihitung; tanpa ini hari ini.")}),
    }


def compared_fields() -> dict[str, Day]:
    """The days of figures in an answer, and those they are compared with; `compared_days` fills them in."""
    return {"first": Day(), "last": Day(), "before_first": Day(), "before_last": Day()}


def compared_days(days: tuple[date, date], before: tuple[date, date]) -> dict[str, str]:
    return dict(zip(compared_fields(), (one.isoformat() for one in (*days, *before)), strict=True))


def figure_field() -> Real:
    """A figure; null where there is nothing to count."""
    return Real(-LARGEST_FIGURE, LARGEST_FIGURE, allow_none=True)
