"""Delete what is past its retention, a batch in each transaction."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.policies.retention import RetentionRule
from workflows.retention.read_old_rows import is_old
from workflows.retention.rules import ALLOW_DELETION


def delete_old_rows(session: Session, rule: RetentionRule, *, before: datetime) -> int:
    """Delete up to a batch without reading it; how many rows went."""
    session.execute(ALLOW_DELETION)
    batch = f"SELECT ctid FROM {rule.table} WHERE {is_old(rule)} LIMIT :size"  # noqa: S608  constants
    deleted = text(f"DELETE FROM {rule.table} WHERE ctid = ANY(ARRAY({batch}))")  # noqa: S608
    return session.execute(deleted, {"before": before, "size": rule.batch}).rowcount  # type: ignore[attr-defined,no-any-return]
