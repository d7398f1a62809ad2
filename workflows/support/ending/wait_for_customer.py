"""Wait for the customer, and go on without them."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.support.clocks import follow_status
from workflows.transitions import transition


def wait_for_customer(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """The resolution's clock rests."""
    return _move(session, "wait", ticket_id, actor, now)


def resume_ticket(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    return _move(session, "resume", ticket_id, actor, now)


def _move(session: Session, step: str, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    ticket: SupportTicket = transition(session, SUPPORT_FLOW, ticket_id, step, actor=actor, now=now)
    follow_status(session, ticket, now=now)
    return ticket
