"""Due times of reports after a change of what is promised, or of when people work."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.feedback.user_report import UserReport


def reclock_reports(session: Session) -> None:
    """A job works them out anew. Marked in the transaction of the change: a report that is clocked meanwhile waits."""
    waiting = update(UserReport).where(UserReport.waits_since.is_not(None)).values(clocked_at=None)
    session.execute(waiting.execution_options(synchronize_session=False, noted=True))
