"""Take the mark off a report again."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.user_report import UserReport
from workflows.user_reports.set_mark import set_mark


def unmark_report(session: Session, *, report_id: int, actor: User, now: datetime) -> UserReport:
    """It waits again, at the place of its age."""
    return set_mark(session, report_id=report_id, step="unmark", handled_at=None, actor=actor, now=now)
