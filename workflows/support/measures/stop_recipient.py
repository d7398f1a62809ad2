"""The owner of an address wants no more monthly reports."""

from datetime import datetime

from sqlalchemy import func, update
from sqlalchemy.orm import Session

from app.models.support.monthly import ReportRecipient
from workflows.transitions import note


def stop_recipient(session: Session, *, recipient_id: int, now: datetime) -> None:
    """Twice is once."""
    stopped = func.coalesce(ReportRecipient.stopped_at, now)
    theirs = update(ReportRecipient).where(ReportRecipient.id == recipient_id).values(stopped_at=stopped)
    session.execute(theirs.execution_options(synchronize_session=False, noted=True))
    told = {"stopped_at": now.isoformat()}
    note(session, ReportRecipient.__tablename__, recipient_id, "changed", actor=None, now=now, **told)
