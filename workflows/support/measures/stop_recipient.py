"""The owner of an address wants no more monthly reports."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.support.monthly import ReportRecipient
from workflows.transitions import note


def stop_recipient(session: Session, *, recipient_id: int, now: datetime) -> None:
    """A second time changes nothing and is noted nowhere."""
    theirs = update(ReportRecipient).where(ReportRecipient.id == recipient_id, ReportRecipient.stopped_at.is_(None))
    stopped = theirs.values(stopped_at=now).returning(ReportRecipient.id)
    if session.scalar(stopped.execution_options(synchronize_session=False, noted=True)) is None:
        return
    details = {"stopped_at": now.isoformat()}
    note(session, ReportRecipient.__tablename__, recipient_id, "changed", actor=None, now=now, **details)
