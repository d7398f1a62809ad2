"""Close a finished ticket: by the desk, by its customer, or because nobody answered in time."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import Ending, SupportStatus, SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.outbox_events import emit
from workflows.support.clocks import follow_status
from workflows.support.events import TicketReminded
from workflows.transitions import transition

AT_ONCE = 100


def close_ticket(session: Session, *, ticket_id: int, actor: User, reason: str, now: datetime) -> SupportTicket:
    """Without the customer's word; the reason stands in the audit log."""
    return _close(session, "close", ticket_id, actor, Ending.BY_DESK, now, reason=reason)


def confirm_ticket(session: Session, *, ticket_id: int, now: datetime) -> SupportTicket:
    """The customer says that it is settled."""
    return _close(session, "confirm", ticket_id, None, Ending.CONFIRMED, now)


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
        _close(session, "expire", ticket_id, None, Ending.UNCONFIRMED, now)
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


def _close(
    session: Session,
    step: str,
    ticket_id: int,
    actor: User | None,
    ending: Ending,
    now: datetime,
    **details: str,
) -> SupportTicket:
    ticket: SupportTicket = transition(
        session,
        SUPPORT_FLOW,
        ticket_id,
        step,
        actor=actor,
        now=now,
        details=details,
        ending=ending,
        closed_at=now,
        close_at=None,
        remind_at=None,
    )
    follow_status(session, ticket, now=now)
    return ticket
