"""Let mails go to an address again that had stopped taking them."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.support.mail.dead_addresses import takes_mail_again
from workflows.transitions import transition


def revive_address(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """The ticket's own; what failed before stays marked, and a new failure counts anew."""
    ticket: SupportTicket = transition(session, SUPPORT_FLOW, ticket_id, "revive_address", actor=actor, now=now)
    takes_mail_again(session, email=ticket.requester_email or "")
    return ticket
