"""Follow a ticket."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.support.together.followers import add_follower
from workflows.transitions import transition


def follow_ticket(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """Its reader is told of what the customer writes, whoever owns it."""
    ticket: SupportTicket = transition(session, SUPPORT_FLOW, ticket_id, "follow", actor=actor, now=now)
    add_follower(session, ticket_id=ticket_id, user_id=actor.id)
    return ticket
