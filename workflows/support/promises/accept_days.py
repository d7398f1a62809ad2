"""Let the proposed days of a year count."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.support.settings.service_plan import CalendarDay
from workflows.support.promises.save_day import raise_versions


def accept_days(session: Session, *, year: int, now: datetime) -> int:
    """How many there were; running clocks are counted anew."""
    proposed = select(CalendarDay).where(
        CalendarDay.accepted_at.is_(None), func.extract("year", CalendarDay.day) == year
    )
    days = list(session.scalars(proposed.with_for_update()))
    for day in days:
        day.accepted_at = now
    session.flush()
    if days:
        raise_versions(session, {day.calendar_id for day in days})
    return len(days)
