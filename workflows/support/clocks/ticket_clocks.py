"""Single clocks of a ticket. The caller holds the ticket's row."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.support.clocks import ClockKind, StopCause, SupportClock
from app.models.support.service_plan import ServiceTarget
from app.models.support.ticket import SupportTicket
from app.policies.service_levels.clock_verdict import breach_at
from workflows.support.clocks.setting import set_running, used_up

TARGET = {
    ClockKind.FIRST_REPLY: lambda target: target.first_reply_s,
    ClockKind.NEXT_REPLY: lambda target: target.next_reply_s,
    ClockKind.RESOLUTION: lambda target: target.resolution_s,
}


def start_clock(
    session: Session, ticket: SupportTicket, kind: ClockKind, target: ServiceTarget | None, at: datetime
) -> None:
    seconds = TARGET[kind](target) if target is not None else None
    if target is None or seconds is None:
        return
    clock = SupportClock(
        ticket_id=ticket.id,
        kind=kind,
        calendar_id=target.calendar_id,
        calendar_version=target.calendar.version,
        started_at=at,
        target_s=seconds,
    )
    session.add(clock)
    session.flush()
    set_running(session, clock, (), now=at)


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
