"""Whatever locks or writes for a request stands in a unit of work: outside one it would hold no lock and commit itself."""

import re
from collections.abc import Generator
from typing import Any

import pytest
from flask import has_request_context
from sqlalchemy import Engine, event

from app.core.db import db

own_hands: list[bool] = []  # filled while a test's own session writes what the request will find
_CHANGES = re.compile(r"^\s*(INSERT|UPDATE|DELETE)\b|\bFOR (NO KEY )?UPDATE\b|\bpg_advisory_xact_lock\b")


def refuse_outside(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
    """Listen to every statement SQLAlchemy sends."""
    if (
        has_request_context()
        and not own_hands
        and _CHANGES.search(statement)
        and not db.session.info.get("in_transaction")
    ):
        raise AssertionError(f"outside of a unit of work: {statement}")


@pytest.fixture(scope="session", autouse=True)
def _units_of_work() -> Generator[None]:
    event.listen(Engine, "before_cursor_execute", refuse_outside)
    yield
    event.remove(Engine, "before_cursor_execute", refuse_outside)
