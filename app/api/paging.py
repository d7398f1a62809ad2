"""Pages of a list: the cursor holds (sort value, id), so rows added meanwhile shift nothing."""

import base64
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, DateTime, Integer
from sqlalchemy.orm import Session

from app.api.fields import LARGEST_ID
from app.core.errors import Invalid
from app.core.i18n import N_
from app.http.pages.keyset import Cursor, Sort, walk

LONGEST_CURSOR = 400


@dataclass(frozen=True, slots=True)
class Page:
    """`cursor` None: this is the last page."""

    rows: list[Any]
    cursor: str | None


def read_page(
    session: Session, query: Any, *, model: Any, column: Any, falling: bool, cursor: str | None, size: int
) -> Page:
    """The `size` rows after the cursor in the order of (column, id)."""
    sort = Sort(None if column is model.id else column, descending=falling)
    parts = sort.parts(model.id)
    edge = Cursor() if cursor is None else Cursor(values=_edge(parts, cursor))
    found = walk(session, query, key=model.id, sort=sort, cursor=edge, size=size)
    return Page(found.rows, _cursor(found.rows[-1], parts) if found.has_older else None)


def _cursor(row: Any, parts: list[Any]) -> str:
    values = [getattr(row, part.key) for part in parts]
    plain = [value.isoformat() if isinstance(value, date | datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _edge(parts: list[Any], cursor: str) -> tuple[Any, ...]:
    refusal = Invalid(N_("Halaman ini tidak dikenal. Mulai lagi dari halaman pertama."), field="cursor")
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != len(parts):
            raise refusal
        return tuple(_read(part, value) for part, value in zip(parts, values, strict=True))
    except (ValueError, TypeError, RecursionError):
        raise refusal from None


def _read(part: Any, value: Any) -> Any:
    if value is None and getattr(getattr(part, "expression", part), "nullable", False):
        return None
    if isinstance(part.type, Integer):
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST_ID:
            raise ValueError
        return value
    if not isinstance(value, str) or "\x00" in value or len(value) > LONGEST_CURSOR:
        raise ValueError
    value.encode()
    if isinstance(part.type, DateTime):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError
        return moment
    return date.fromisoformat(value) if isinstance(part.type, Date) else value
