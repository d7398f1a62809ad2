"""Have a day's counts told to Google Analytics."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from workflows.outbox_events import emit
from workflows.releases.events import CountsDue


def mirror_counts(session: Session, *, day: date, now: datetime) -> None:
    """Once for each day, however often it is asked."""
    emit(session, CountsDue(day=day.isoformat()), now=now, once=f"analytics.counted:{day}")
