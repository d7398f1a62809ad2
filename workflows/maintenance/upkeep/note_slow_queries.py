"""Write down statements that take long, as they are seen at work."""

from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.identifiers import sha256
from app.models.maintenance.upkeep import SlowQuery

LONGEST_TEXT = 2000
_AT_WORK = text("""
    SELECT query, (1000 * extract(epoch FROM clock_timestamp() - query_start))::int AS ms
    FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'active'
      AND backend_type = 'client backend' AND clock_timestamp() - query_start >= make_interval(secs => :least)""")


def note_slow_queries(session: Session, *, now: datetime, least: float = 1.0) -> int:
    """Those at work for `least` seconds or longer; how many. Our own sampling, where pg_stat_statements is not."""
    found = session.execute(_AT_WORK, {"least": least}).all()
    for row in found:
        words = " ".join(row.query.split())[:LONGEST_TEXT]
        made = insert(SlowQuery).values(
            query_sha256=sha256(words.encode()), text=words, seen=1, longest_ms=row.ms, last_at=now, created_at=now
        )
        again = {
            "seen": SlowQuery.seen + 1,
            "longest_ms": func.greatest(SlowQuery.longest_ms, made.excluded.longest_ms),
            "last_at": now,
        }
        session.execute(made.on_conflict_do_update(index_elements=["query_sha256"], set_=again))
    return len(found)


def list_slow_queries(session: Session, *, limit: int = 20) -> list[SlowQuery]:
    """The slowest first."""
    return list(session.scalars(select(SlowQuery).order_by(SlowQuery.longest_ms.desc(), SlowQuery.id).limit(limit)))
