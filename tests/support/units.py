"""Whatever locks or writes for a request stands in a unit of work: outside one it would hold no lock and commit itself."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import has_request_context
from sqlalchemy import Engine, event

from app.core.db import db
from app.core.units import unit_of

_CHANGES = re.compile(r"\b(INSERT INTO|DELETE FROM|UPDATE|FOR SHARE|pg_advisory_xact_lock)\b")

_own_hands: list[bool] = []


@contextmanager
def own_hands() -> Iterator[None]:
    """Inside, a test's own session writes what the request will find."""
    _own_hands.append(True)
    try:
        yield
    finally:
        _own_hands.pop()


def refuse_outside(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
    """Listen to every statement SQLAlchemy sends."""
    if has_request_context() and not _own_hands and _CHANGES.search(statement) and not unit_of(db.session()).is_open:
        raise AssertionError(f"outside of a unit of work: {statement}")


@contextmanager
def watch_statements() -> Iterator[None]:
    event.listen(Engine, "before_cursor_execute", refuse_outside)
    yield
    event.remove(Engine, "before_cursor_execute", refuse_outside)
