"""How many rows a list has, said without counting them when they are many."""

from time import monotonic
from typing import Any

from flask_babel import format_decimal
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.core.i18n import gettext

COUNTED = 1000  # up to here the number is exact
SMALL_TABLE = 20_000  # rows; counting a part of such a table costs about a millisecond
FRESH = 60  # seconds a table's size is believed
_sizes: dict[tuple[str, str], tuple[float, int]] = {}


def size_text(session: Session, model: Any, query: Any, *, whole: int | None, narrowed: bool) -> str:
    """`12 data`, `± 1.204.000 data`, or nothing when nobody knows. `whole`: all rows fit on the page."""
    if whole is not None:
        return gettext("%(count)s data", count=format_decimal(whole))
    size = _table_size(session, model.__tablename__)
    if size > COUNTED and not narrowed:
        return gettext("± %(count)s data", count=format_decimal(size))
    if size > SMALL_TABLE:
        return ""
    rows = query.with_only_columns(model.id, maintain_column_froms=True).order_by(None).limit(COUNTED + 1)
    count = session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    if count > COUNTED:
        return gettext("lebih dari %(count)s data", count=format_decimal(COUNTED))
    return gettext("%(count)s data", count=format_decimal(count))


def _table_size(session: Session, table: str) -> int:
    """What the last ANALYZE saw; asked for once a minute."""
    name = (str(session.get_bind().engine.url), table)
    known = _sizes.get(name)
    if known is None or monotonic() - known[0] > FRESH:
        rows = session.scalar(
            text("SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass(:table)"), {"table": table}
        )
        known = _sizes[name] = (monotonic(), rows or 0)
    return known[1]
