"""Put a ticket aside until a moment or until the customer writes."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.transitions import note, transition

LONGEST = timedelta(days=180)
AT_ONCE = 100


def put_aside_ticket(session: Session, *, ticket_id: int, actor: User, until: datetime, now: datetime) -> SupportTicket:
    """The clocks run on: it is the desk that waits, not the customer."""
    if not now < until <= now + LONGEST:
        raise Invalid(N_("Pilih waktu yang akan datang, paling lama 180 hari."), field="until")
    return transition(session, SUPPORT_FLOW, ticket_id, "put_aside", actor=actor, now=now, wakes_at=until)


def wake_ticket(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    return transition(session, SUPPORT_FLOW, ticket_id, "wake", actor=actor, now=now, wakes_at=None)


def wake_due_tickets(session: Session, *, now: datetime) -> int:
    """Those whose moment has come stand on the list again; how many there were."""
    due = select(SupportTicket.id).where(SupportTicket.wakes_at <= now).limit(AT_ONCE)
    tickets = session.scalars(due.with_for_update(skip_locked=True)).all()
    awake = update(SupportTicket).where(SupportTicket.id.in_(tickets)).values(wakes_at=None)
    session.execute(awake.execution_options(noted=True, synchronize_session=False))
    for ticket_id in tickets:
        note(session, "support_tickets", ticket_id, "woken", actor=None, now=now)
    return len(tickets)
