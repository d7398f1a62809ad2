"""What each step of a ticket does to its clocks. The caller holds the ticket's row."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.support.clocks import ClockKind, StopCause, SupportClock, SupportPause
from app.models.support.service_plan import ServiceTarget
from app.models.support.ticket import SupportStatus, SupportTicket
from app.models.support.ticket_steps import ENDED, PAUSING, UNTAKEN
from app.policies.service_levels.clock_verdict import breach_at
from workflows.support.clocks.setting import pauses_of, set_running, used_up
from workflows.support.clocks.working_calendars import find_target

_TARGET = {
    ClockKind.FIRST_REPLY: lambda target: target.first_reply_s,
    ClockKind.NEXT_REPLY: lambda target: target.next_reply_s,
    ClockKind.RESOLUTION: lambda target: target.resolution_s,
}


def start_clocks(session: Session, ticket: SupportTicket, *, first_reply: bool = True) -> None:
    """First reply and resolution, from the ticket's arrival; nothing where nothing is promised."""
    target = find_target(session, ticket)
    kinds = (ClockKind.FIRST_REPLY, ClockKind.RESOLUTION) if first_reply else (ClockKind.RESOLUTION,)
    for kind in kinds:
        _start(session, ticket, kind, target, ticket.created_at)


def answer_given(session: Session, ticket: SupportTicket, *, now: datetime) -> None:
    """A public answer of a person: both reply clocks have met their end."""
    for clock in _running(session, ticket.id, ClockKind.FIRST_REPLY, ClockKind.NEXT_REPLY):
        _stop(session, clock, StopCause.MET, now)


def customer_wrote(session: Session, ticket: SupportTicket, *, at: datetime) -> None:
    """Starts the next reply after the first one; a later unanswered message does not reset it."""
    if not _running(session, ticket.id, ClockKind.FIRST_REPLY, ClockKind.NEXT_REPLY):
        _start(session, ticket, ClockKind.NEXT_REPLY, find_target(session, ticket), at)


def follow_status(session: Session, ticket: SupportTicket, *, now: datetime) -> None:
    """Pause, run or stop the resolution as the ticket's status says; reply clocks end with the ticket."""
    if ticket.status in PAUSING:
        _pause(session, ticket, now)
    elif ticket.status in ENDED:
        for clock in _running(session, ticket.id):
            _stop(session, clock, StopCause.MET if ticket.status == SupportStatus.CLOSED else StopCause.ENDED, now)
    elif ticket.status not in UNTAKEN:
        _resume(session, ticket, now)


def merge_clocks(session: Session, source: SupportTicket, target: SupportTicket, *, now: datetime) -> None:
    """The source's clocks stop and count in no average; the target answers for its oldest unanswered message."""
    for clock in _running(session, source.id):
        _stop(session, clock, StopCause.MERGED, now)
    if source.unread_at is not None:
        customer_wrote(session, target, at=source.unread_at)


def unmerge_clocks(session: Session, ticket: SupportTicket, *, now: datetime) -> None:
    """What the merge has stopped runs on as if nothing had happened."""
    stopped = select(SupportClock).where(
        SupportClock.ticket_id == ticket.id, SupportClock.stop_cause == StopCause.MERGED
    )
    for clock in session.scalars(stopped):
        clock.stopped_at = clock.stop_cause = None
        set_running(session, clock, pauses_of(session, clock), now=now)


def put_back_pause(session: Session, ticket: SupportTicket, *, now: datetime) -> None:
    """The message was only thanks: the pause that it ended lasts on, and nobody owes an answer."""
    for clock in _running(session, ticket.id, ClockKind.NEXT_REPLY):
        session.delete(clock)
    last = select(SupportPause).where(SupportPause.ticket_id == ticket.id).order_by(SupportPause.id.desc()).limit(1)
    pause = session.scalars(last).one_or_none()
    if pause is None:
        return
    pause.until_at = None
    session.flush()
    for clock in _running(session, ticket.id, ClockKind.RESOLUTION):
        clock.paused_at, clock.due_at, clock.warn_at = pause.from_at, None, None
        clock.consumed_s = used_up(session, clock, now)


def retarget(session: Session, ticket: SupportTicket, *, now: datetime) -> None:
    """Same start, same pauses, new target; a due time that this puts into the past is breached now."""
    target = find_target(session, ticket)
    if target is None:
        return
    for clock in _running(session, ticket.id):
        seconds = _TARGET[clock.kind](target)
        if seconds is None:
            continue
        clock.target_s, clock.calendar_id = seconds, target.calendar_id
        clock.calendar_version = target.calendar.version
        set_running(session, clock, pauses_of(session, clock), now=now, retargeted=True)


def _start(
    session: Session, ticket: SupportTicket, kind: ClockKind, target: ServiceTarget | None, at: datetime
) -> None:
    seconds = _TARGET[kind](target) if target is not None else None
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


def _running(session: Session, ticket_id: int, *kinds: ClockKind) -> Sequence[SupportClock]:
    running = select(SupportClock).where(SupportClock.ticket_id == ticket_id, SupportClock.stopped_at.is_(None))
    if kinds:
        running = running.where(SupportClock.kind.in_(kinds))
    return session.scalars(running.order_by(SupportClock.id).execution_options(populate_existing=True)).all()


def _stop(session: Session, clock: SupportClock, cause: StopCause, now: datetime) -> None:
    """A paused one at its pause: what counts is when the work was done."""
    if clock.paused_at is None:
        _stamp(clock, now)
        clock.consumed_s = used_up(session, clock, now)
    clock.stopped_at, clock.stop_cause = clock.paused_at or now, cause
    clock.due_at = clock.warn_at = clock.paused_at = None
    session.flush()


def _pause(session: Session, ticket: SupportTicket, now: datetime) -> None:
    for clock in _running(session, ticket.id, ClockKind.RESOLUTION):
        if clock.paused_at is None:
            _stamp(clock, now)
            clock.consumed_s = used_up(session, clock, now)
            clock.paused_at, clock.due_at, clock.warn_at = now, None, None
    if _open_pause(session, ticket.id) is None:
        session.add(SupportPause(ticket_id=ticket.id, from_at=now))
    session.flush()


def _resume(session: Session, ticket: SupportTicket, now: datetime) -> None:
    pause = _open_pause(session, ticket.id)
    if pause is not None:
        pause.until_at = now
    session.flush()
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


def _open_pause(session: Session, ticket_id: int) -> SupportPause | None:
    wanted = select(SupportPause).where(SupportPause.ticket_id == ticket_id, SupportPause.until_at.is_(None))
    return session.scalars(wanted).one_or_none()


def _stamp(clock: SupportClock, now: datetime) -> None:
    """A breach that no sweep has seen yet is written before the clock forgets its due time."""
    found = breach_at(clock.due_at, now) if clock.breached_at is None and clock.due_at != now else None
    if found is not None:
        clock.breached_at, clock.cause = found
