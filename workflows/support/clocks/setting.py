"""Setting the due time of one clock from its start and its pauses."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.support.clocks import ClockKind, SupportClock, SupportPause
from app.models.support.ticket import SupportTicket
from app.policies.service_levels.clock_verdict import breach_at, run
from app.policies.service_levels.working_time import Pause, WorkingTime, worked_between
from workflows.support.clocks.calendars.working_calendars import working_time_of


def calendar_of(session: Session, clock: SupportClock) -> WorkingTime:
    site_id = session.scalar(select(SupportTicket.site_id).where(SupportTicket.id == clock.ticket_id))
    return working_time_of(session, clock.calendar_id, site_id=site_id)


def pauses_of(session: Session, clock: SupportClock) -> Sequence[Pause]:
    """Replies never pause."""
    if clock.kind != ClockKind.RESOLUTION:
        return ()
    rows = select(SupportPause.from_at, SupportPause.until_at).where(SupportPause.ticket_id == clock.ticket_id)
    return [(since, until) for since, until in session.execute(rows.order_by(SupportPause.id))]


def used_up(session: Session, clock: SupportClock, now: datetime) -> int:
    """Seconds of working time used up so far."""
    return int(worked_between(calendar_of(session, clock), clock.started_at, now, pauses_of(session, clock)))


def set_running(
    session: Session,
    clock: SupportClock,
    pauses: Sequence[Pause],
    *,
    now: datetime,
    retargeted: bool = False,
    calendar: WorkingTime | None = None,
) -> None:
    """Write due time and warning; a breach that is written stays, one that a new target makes is stamped now."""
    if clock.paused_at is not None:
        return
    running = run(calendar or calendar_of(session, clock), clock.started_at, clock.target_s, pauses)
    clock.due_at, clock.warn_at = running.due_at, running.warn_at
    if retargeted and clock.breached_at is None and (found := breach_at(running.due_at, now, retargeted=True)):
        clock.breached_at, clock.cause = found
    session.flush()
