"""Pause, resume or stop a ticket's clocks as its status says."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.support.clocks import ClockKind, StopCause, SupportClock, SupportPause
from app.models.support.ticket import SupportStatus, SupportTicket
from app.models.support.ticket_steps import ENDED, PAUSING, UNTAKEN
from workflows.support.clocks.setting import pauses_of, set_running, used_up
from workflows.support.clocks.ticket_clocks import list_running, stamp_breach, stop_clock


def pause_or_stop_clocks(session: Session, ticket: SupportTicket, *, now: datetime) -> None:
    """Pause, run or stop the resolution as the ticket's status says; reply clocks end with the ticket."""
    if ticket.status in PAUSING:
        _pause(session, ticket, now)
    elif ticket.status in ENDED:
        for clock in list_running(session, ticket.id):
            stop_clock(session, clock, StopCause.MET if ticket.status == SupportStatus.CLOSED else StopCause.ENDED, now)
    elif ticket.status not in UNTAKEN:
        _resume(session, ticket, now)


def _pause(session: Session, ticket: SupportTicket, now: datetime) -> None:
    for clock in list_running(session, ticket.id, ClockKind.RESOLUTION):
        if clock.paused_at is None:
            stamp_breach(clock, now)
            clock.consumed_s = used_up(session, clock, now)
            clock.paused_at, clock.due_at, clock.warn_at = now, None, None
    if _open_pause(session, ticket.id) is None:
        session.add(SupportPause(ticket_id=ticket.id, from_at=now))
    session.flush()


def _resume(session: Session, ticket: SupportTicket, now: datetime) -> None:
    pause = end_pause(session, ticket.id, now=now)
    ended = select(SupportClock).where(SupportClock.ticket_id == ticket.id, SupportClock.kind == ClockKind.RESOLUTION)
    clock = session.scalars(ended.order_by(SupportClock.id.desc()).limit(1)).one_or_none()
    if clock is None or (clock.paused_at is None and clock.stopped_at is None):
        return
    if clock.stopped_at is not None:  # opened again after its end: the time in between is a pause
        if pause is None:
            session.add(SupportPause(ticket_id=ticket.id, from_at=clock.stopped_at, until_at=now))
        clock.stopped_at = clock.stop_cause = None
    clock.paused_at = None
    session.flush()
    set_running(session, clock, pauses_of(session, clock), now=now)


def end_pause(session: Session, ticket_id: int, *, now: datetime) -> SupportPause | None:
    """The one that lasted until now."""
    pause = _open_pause(session, ticket_id)
    if pause is not None:
        pause.until_at = now
    session.flush()
    return pause


def _open_pause(session: Session, ticket_id: int) -> SupportPause | None:
    wanted = select(SupportPause).where(SupportPause.ticket_id == ticket_id, SupportPause.until_at.is_(None))
    return session.scalars(wanted).one_or_none()
