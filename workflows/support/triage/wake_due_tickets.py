"""Wake the tickets whose moment has come."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.support.ticket import SupportTicket
from workflows.transitions import note

AT_ONCE = 100


def wake_due_tickets(session: Session, *, now: datetime) -> int:
    """Those whose moment has come stand on the list again; how many there were."""
    due = select(SupportTicket.id).where(SupportTicket.wakes_at <= now).limit(AT_ONCE)
    tickets = session.scalars(due.with_for_update(skip_locked=True)).all()
    awake = update(SupportTicket).where(SupportTicket.id.in_(tickets)).values(wakes_at=None)
    session.execute(awake.execution_options(noted=True, synchronize_session=False))
    for ticket_id in tickets:
        note(session, "support_tickets", ticket_id, "woken", actor=None, now=now)
    return len(tickets)
