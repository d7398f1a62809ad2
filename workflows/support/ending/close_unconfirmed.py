"""Close finished tickets that nobody confirmed in time."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.support.ticket import Ending, SupportStatus, SupportTicket
from workflows.outbox_events import emit
from workflows.support.ending.end_ticket import end_ticket
from workflows.support.events import TicketReminded

AT_ONCE = 100


def close_unconfirmed(session: Session, *, now: datetime) -> int:
    """Finished tickets whose time to confirm is over; before that one reminder half way. How many there were."""
    return _remind(session, now) + _expire(session, now)


def _expire(session: Session, now: datetime) -> int:
    over = (
        select(SupportTicket.id)
        .where(SupportTicket.close_at <= now, SupportTicket.status == SupportStatus.DONE)
        .order_by(SupportTicket.close_at)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    tickets = session.scalars(over).all()
    for ticket_id in tickets:
        end_ticket(session, "expire", ticket_id, None, Ending.UNCONFIRMED, now)
    return len(tickets)


def _remind(session: Session, now: datetime) -> int:
    due = (
        select(SupportTicket.id)
        .where(SupportTicket.remind_at <= now, SupportTicket.status == SupportStatus.DONE)
        .order_by(SupportTicket.remind_at)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    tickets = session.scalars(due).all()
    silent = update(SupportTicket).where(SupportTicket.id.in_(tickets)).values(remind_at=None)
    session.execute(silent.execution_options(noted=True, synchronize_session=False))
    for ticket_id in tickets:
        emit(session, TicketReminded(ticket_id=ticket_id), now=now)
    return len(tickets)
