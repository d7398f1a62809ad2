"""Clocks that a calendar moves."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.support.clocks import SupportClock


def count_open_clocks(session: Session, *, calendar_id: int) -> int:
    """How many running clocks a change of this calendar moves."""
    running = select(func.count()).select_from(SupportClock)
    return (
        session.scalar(running.where(SupportClock.calendar_id == calendar_id, SupportClock.stopped_at.is_(None))) or 0
    )
