"""The statements that pg_stat_statements counts, where the database has it and lets us read it."""

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

_IS_THERE = text("SELECT to_regclass('pg_stat_statements') IS NOT NULL")
_SLOWEST = text("""
    SELECT query AS text, calls, mean_exec_time AS mean_ms, max_exec_time AS longest_ms, total_exec_time AS total_ms
    FROM pg_stat_statements
    WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    ORDER BY total_exec_time DESC LIMIT :limit""")


@dataclass(frozen=True, slots=True)
class Statement:
    """Since its counters began; without values, which are parameters."""

    text: str
    calls: int
    mean_ms: float
    longest_ms: float
    total_ms: float


def list_statements(session: Session, *, limit: int = 20) -> list[Statement] | None:
    """Those that took most time in all; None where the extension is not there or not loaded with the server."""
    if not session.scalar(_IS_THERE):
        return None
    try:
        return [Statement(*row) for row in session.execute(_SLOWEST, {"limit": limit})]
    except DBAPIError:
        return None
