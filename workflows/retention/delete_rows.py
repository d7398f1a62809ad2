"""Delete rows that were read before."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.policies.retention import RetentionRule
from workflows.retention.rules import ALLOW_DELETION

FORGET_RAW_MAIL = text("UPDATE support_mails SET raw_file_id = NULL WHERE raw_file_id = ANY(:ids)")


def delete_rows(session: Session, rule: RetentionRule, ids: Sequence[int]) -> None:
    """Exactly these; of the stored files only what refers to them, their own rows go by `delete_unused_files`."""
    session.execute(ALLOW_DELETION)
    gone = FORGET_RAW_MAIL if rule.file_column == "id" else text(f"DELETE FROM {rule.table} WHERE id = ANY(:ids)")  # noqa: S608
    session.execute(gone, {"ids": list(ids)})
