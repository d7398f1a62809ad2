"""What is past its retention, and the files of what went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import TextClause, select, text
from sqlalchemy.orm import Session

from app.models.files.archive import Archive
from app.policies.retention import RetentionRule

MOST_COUNTED = 100_000


@dataclass(frozen=True, slots=True)
class OldRows:
    """One batch as it is archived: `lines` are JSON."""

    ids: list[int]
    lines: list[str]
    first_at: datetime
    last_at: datetime


def is_old(rule: RetentionRule) -> str:
    """The condition of a row that goes, with the parameter `before`; made of the rule's own constants."""
    return f"{rule.table}.{rule.column} < :before AND NOT ({rule.unless})"


def count_old_rows(session: Session, rule: RetentionRule, *, before: datetime) -> int:
    """How many rows should go, at most MOST_COUNTED."""
    found = f"SELECT FROM {rule.table} WHERE {is_old(rule)} LIMIT {MOST_COUNTED}"
    counted = text(f"SELECT count(*) FROM ({found}) old")  # noqa: S608
    return session.execute(counted, {"before": before}).scalar_one()


def read_old_rows(session: Session, rule: RetentionRule, *, before: datetime) -> OldRows | None:
    """The oldest batch; None when nothing is old."""
    rows = session.execute(_oldest(rule), {"before": before, "size": rule.batch}).all()
    if not rows:
        return None
    moments = [row.at for row in rows]
    return OldRows([row.id for row in rows], [row.line for row in rows], min(moments), max(moments))


def _oldest(rule: RetentionRule) -> TextClause:
    return text(
        f"SELECT id, {rule.column} AS at, to_jsonb({rule.table})::text AS line FROM {rule.table} "  # noqa: S608
        f"WHERE {is_old(rule)} ORDER BY id LIMIT :size"
    )


def list_archives(session: Session, *, from_table: str | None = None, limit: int = 100) -> Sequence[Archive]:
    """Newest first."""
    found = select(Archive).order_by(Archive.id.desc()).limit(limit)
    return session.scalars(found if from_table is None else found.where(Archive.from_table == from_table)).all()
