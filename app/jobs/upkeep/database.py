"""VACUUM, ANALYZE and indexes. Each statement stands alone: none of them runs within a transaction."""

import time
from collections.abc import Callable
from typing import TypeVar

from psycopg import sql
from psycopg.errors import InsufficientPrivilege
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import READING, db, unit_of_work
from app.core.i18n import N_, Lazy, Sentence
from app.jobs.upkeep.timed import timed
from app.models.maintenance.upkeep import UpkeepTask
from workflows.maintenance import BLOATED, list_index_bloat, list_invalid_indexes, list_tables, note_slow_queries

T = TypeVar("T")
LONGEST = 120.0  # seconds of one night; the largest need comes first, the rest is autovacuum's and tomorrow's
LEAST_ROWS = 1000  # rows
LEFT_OVER = ("_ccnew", "_ccold")  # names that REINDEX CONCURRENTLY gives to what it could not finish


def say_cleaned(count: int) -> Sentence:
    return N_("%(count)d tabel dibersihkan", count=count)


def say_dropped(count: int) -> Sentence:
    return N_("%(count)d sisa indeks dihapus", count=count)


def say_built(count: int) -> Sentence:
    return N_("%(count)d indeks dibangun ulang", count=count)


def vacuum_database() -> None:
    """RQ job, nightly."""
    timed(UpkeepTask.VACUUM, _vacuum)


def mend_indexes() -> None:
    """RQ job, nightly."""
    timed(UpkeepTask.INDEXES, _mend)


def watch_queries() -> None:
    """RQ job, every minute: write down what is slow."""
    unit_of_work(lambda session: note_slow_queries(session, now=utc_now()))


def _vacuum() -> Sentence:
    """Tables with most rows to remove first; ANALYZE with it."""
    waiting = sorted((one for one in _read(list_tables) if one.removable >= LEAST_ROWS), key=lambda one: -one.removable)
    return _work_through("VACUUM (ANALYZE, SKIP_LOCKED) {}", [one.name for one in waiting], say_cleaned)


def _mend() -> Sentence:
    """Left-overs are dropped, invalid indexes built again, then those that are more than half empty."""
    invalid = _read(list_invalid_indexes)
    left_over = [name for name in invalid if name.rstrip("0123456789").endswith(LEFT_OVER)]
    again = [name for name in invalid if name not in left_over]
    again += [one.name for one in _read(list_index_bloat) if one.share > BLOATED]
    dropped = _work_through("DROP INDEX CONCURRENTLY IF EXISTS {}", left_over, say_dropped)
    built = _work_through("REINDEX INDEX CONCURRENTLY {}", again, say_built)
    return Lazy(lambda: f"{dropped}; {built}")


def _read(question: Callable[[Session], T]) -> T:
    return question(db.session())


def _work_through(statement: str, names: list[str], words: Callable[[int], Sentence]) -> Sentence:
    end, done, refused = time.monotonic() + LONGEST, 0, 0
    with db.engine.connect().execution_options(isolation_level=READING) as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        warnings: list[str] = []  # a table of somebody else is skipped with a WARNING
        handler = lambda notice: warnings.append(notice.severity_nonlocalized or "")  # noqa: E731
        raw.add_notice_handler(handler)
        for name in names:
            if time.monotonic() > end:
                break
            warnings.clear()
            try:
                raw.execute(sql.SQL(statement).format(sql.Identifier(name)))
            except InsufficientPrivilege:  # an index of somebody else
                warnings.append("WARNING")
            refused += "WARNING" in warnings
            done += "WARNING" not in warnings
        raw.remove_notice_handler(handler)
    left = len(names) - done - refused
    parts = [words(done)]
    parts += [N_("%(count)d tanpa hak", count=refused)] if refused else []
    parts += [N_("%(count)d menunggu", count=left)] if left else []
    return Lazy(lambda: ", ".join(str(part) for part in parts))
