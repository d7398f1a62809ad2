"""After a calendar has changed: the clocks of open tickets are set anew, a batch at a time."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.support.clocks import SupportClock
from app.models.support.service_plan import SupportCalendar
from workflows.support.clocks.setting import pauses_of, set_running

AT_ONCE = 200


def recompute_calendars(session: Session, *, now: datetime) -> int:
    """How many clocks were set. Stopped ones keep their verdict and the version they were judged by."""
    stale = (
        select(SupportClock)
        .join(SupportCalendar, SupportCalendar.id == SupportClock.calendar_id)
        .where(
            SupportCalendar.recomputed_version < SupportCalendar.version,
            SupportClock.stopped_at.is_(None),
            SupportClock.calendar_version < SupportCalendar.version,
        )
        .order_by(SupportClock.id)
        .limit(AT_ONCE)
        .with_for_update(of=SupportClock, skip_locked=True)
    )
    clocks = session.scalars(stale).all()
    for clock in clocks:
        clock.calendar_version = session.get_one(SupportCalendar, clock.calendar_id).version
        set_running(session, clock, pauses_of(session, clock), now=now)
    if not clocks:
        for calendar in session.scalars(
            select(SupportCalendar).where(SupportCalendar.recomputed_version < SupportCalendar.version)
        ):
            calendar.recomputed_version = calendar.version
    return len(clocks)
