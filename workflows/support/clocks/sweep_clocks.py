"""Warnings and breaches as they fall due: each once, however many sweepers run."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.support.clocks import BreachCause, SupportClock
from workflows.outbox_events import emit
from workflows.support.events import ClockBreached, ClockWarned
from workflows.transitions import note

AT_ONCE = 50


def sweep_clocks(session: Session, *, now: datetime) -> int:
    """Mark up to a batch of each; how many there were."""
    return _breach(session, now) + _warn(session, now)


def _breach(session: Session, now: datetime) -> int:
    due = (
        select(SupportClock.id)
        .where(SupportClock.due_at <= now, SupportClock.breached_at.is_(None))
        .order_by(SupportClock.due_at)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    marked = (
        update(SupportClock)
        .where(SupportClock.id.in_(due))
        .values(breached_at=SupportClock.due_at, cause=BreachCause.TIME)
        .returning(SupportClock.id, SupportClock.ticket_id, SupportClock.kind)
        .execution_options(synchronize_session=False)
    )
    rows = session.execute(marked).all()
    for clock_id, ticket_id, kind in rows:
        note(session, "support_tickets", ticket_id, "breached", actor=None, now=now, clock=kind)
        emit(session, ClockBreached(ticket_id=ticket_id, clock_id=clock_id), now=now, once=f"sla-breach:{clock_id}")
    return len(rows)


def _warn(session: Session, now: datetime) -> int:
    due = (
        select(SupportClock.id)
        .where(SupportClock.warn_at <= now, SupportClock.warned_at.is_(None))
        .order_by(SupportClock.warn_at)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    marked = (
        update(SupportClock)
        .where(SupportClock.id.in_(due))
        .values(warned_at=now)
        .returning(SupportClock.id, SupportClock.ticket_id, SupportClock.breached_at)
        .execution_options(synchronize_session=False)
    )
    rows = session.execute(marked).all()
    for clock_id, ticket_id, breached_at in rows:
        if breached_at is None:  # who is told of the breach needs no warning of it
            emit(session, ClockWarned(ticket_id=ticket_id, clock_id=clock_id), now=now, once=f"sla-warn:{clock_id}")
    return len(rows)
