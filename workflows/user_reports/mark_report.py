"""Mark a report as seen to."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.user_report import UserReport
from workflows.user_reports.set_mark import set_mark


def mark_report(session: Session, *, report_id: int, actor: User, now: datetime) -> UserReport:
    """Who and when stand beside the mark; its sender is notified by the report's own transitions, not by this one."""
    return set_mark(session, report_id=report_id, step="mark", handled_at=now, actor=actor, now=now)
