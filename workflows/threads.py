"""The conversation under a feedback or a bug report, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

PAGE = 50


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """Entries oldest first; `older`: the id before which the next page ends, None when this is the first one."""

    entries: Sequence[Any]
    older: int | None


def read_thread(
    session: Session,
    entry: Any,
    *where: ColumnElement[bool],
    before: int | None = None,
    options: Sequence[Any] = (),
) -> ThreadPage:
    """The newest entries of this class that fit, or those before a given one; `options`: what is read with them."""
    rows = select(entry).where(*where).options(joinedload(entry.author), *options)
    rows = rows.order_by(entry.id.desc()).limit(PAGE + 1)
    found = session.scalars(rows if before is None else rows.where(entry.id < before)).all()
    shown = found[:PAGE][::-1]
    return ThreadPage(shown, shown[0].id if len(found) > PAGE else None)
