"""After a calendar has changed: the clocks of open tickets are set anew, a batch at a time."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.models.support.clocks import SupportClock
from app.models.support.settings.service_plan import SupportCalendar
from app.models.support.ticket import SupportTicket
from app.policies.service_levels.working_time import WorkingTime
from workflows.support.clocks.calendars.working_calendars import working_time_of
from workflows.support.clocks.setting import pauses_of, set_running
from workflows.support.clocks.time_to_confirm import move_times_to_confirm
from workflows.transitions import note

AT_ONCE = 200
OF_TICKETS = SupportTicket.__tablename__
CHANGED = SupportCalendar.recomputed_version < SupportCalendar.version
STALE = SupportClock.stopped_at.is_(None) & (SupportClock.calendar_version < SupportCalendar.version)


def recompute_calendars(session: Session, *, now: datetime) -> int:
    """How many clocks were set; what moved stands in the record of its ticket.

    Stopped ones keep their verdict and the version they were judged by. Who holds the ticket may be setting them, too.
    """
    stale = (
        select(SupportClock, SupportTicket.site_id)
        .join(SupportCalendar, SupportCalendar.id == SupportClock.calendar_id)
        .join(SupportTicket, SupportTicket.id == SupportClock.ticket_id)
        .where(CHANGED, STALE)
        .order_by(SupportClock.id)
        .limit(AT_ONCE)
        .with_for_update(of=(SupportClock, SupportTicket), skip_locked=True)
    )
    clocks = session.execute(stale).all()
    read: dict[tuple[int, int | None], WorkingTime] = {}
    for clock, site_id in clocks:
        clock.calendar_version, before = session.get_one(SupportCalendar, clock.calendar_id).version, clock.due_at
        if (clock.calendar_id, site_id) not in read:
            read[clock.calendar_id, site_id] = working_time_of(session, clock.calendar_id, site_id=site_id)
        set_running(session, clock, pauses_of(session, clock), now=now, calendar=read[clock.calendar_id, site_id])
        if clock.due_at != before:
            times = [at.isoformat() if at else None for at in (before, clock.due_at)]
            note(session, OF_TICKETS, clock.ticket_id, "due_moved", actor=None, now=now, clock=clock.kind, due_at=times)
    if not clocks:
        _note_done(session)
    return len(clocks)


def _note_done(session: Session) -> None:
    """Every clock is set, none is left that somebody else had locked: the days to confirm follow."""
    left = exists().where(SupportClock.calendar_id == SupportCalendar.id, STALE)
    changed = session.scalars(select(SupportCalendar).where(CHANGED, ~left)).all()
    for calendar in changed:
        calendar.recomputed_version = calendar.version
    if changed:
        move_times_to_confirm(session)
