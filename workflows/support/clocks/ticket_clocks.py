"""Single clocks of a ticket. The caller holds the ticket's row."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.support.clocks import ClockKind, StopCause, SupportClock
from app.models.support.settings.service_plan import ServiceTarget
from app.models.support.ticket import SupportTicket
from app.policies.service_levels.clock_verdict import breach_at, run
from workflows.support.clocks.calendars.working_calendars import working_time_of
from workflows.support.clocks.setting import used_up

TARGET = {
    ClockKind.FIRST_REPLY: lambda target: target.first_reply_s,
    ClockKind.NEXT_REPLY: lambda target: target.next_reply_s,
    ClockKind.RESOLUTION: lambda target: target.resolution_s,
}


def add_clocks(
    session: Session, ticket: SupportTicket, kinds: Sequence[ClockKind], target: ServiceTarget | None, at: datetime
) -> None:
    """Running since `at`; nothing where nothing is promised."""
    if target is None:
        return
    calendar = working_time_of(session, target.calendar_id, site_id=ticket.site_id)
    seconds_of = {kind: seconds for kind in kinds if (seconds := TARGET[kind](target)) is not None}
    for kind, seconds in seconds_of.items():
        running = run(calendar, at, seconds, ())
        session.add(
            SupportClock(
                ticket_id=ticket.id,
                kind=kind,
                calendar_id=target.calendar_id,
                calendar_version=target.calendar.version,
                started_at=at,
                target_s=seconds,
                due_at=running.due_at,
                warn_at=running.warn_at,
            )
        )
    session.flush()


def list_running(session: Session, ticket_id: int, *kinds: ClockKind) -> Sequence[SupportClock]:
    running = select(SupportClock).where(SupportClock.ticket_id == ticket_id, SupportClock.stopped_at.is_(None))
    if kinds:
        running = running.where(SupportClock.kind.in_(kinds))
    return session.scalars(running.order_by(SupportClock.id).execution_options(populate_existing=True)).all()


def stop_clock(session: Session, clock: SupportClock, cause: StopCause, now: datetime) -> None:
    """A paused one at its pause: what counts is when the work was done."""
    if clock.paused_at is None:
        stamp_breach(clock, now)
        clock.consumed_s = used_up(session, clock, now)
    clock.stopped_at, clock.stop_cause = clock.paused_at or now, cause
    clock.due_at = clock.warn_at = clock.paused_at = None
    session.flush()


def stamp_breach(clock: SupportClock, now: datetime) -> None:
    """A breach that no sweep has seen yet is written before the clock forgets its due time."""
    found = breach_at(clock.due_at, now) if clock.breached_at is None and clock.due_at != now else None
    if found is not None:
        clock.breached_at, clock.cause = found
