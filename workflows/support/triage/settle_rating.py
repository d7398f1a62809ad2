"""Follow a low rating up."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.messages import MessageKind
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.support.write_message import write_message
from workflows.transitions import transition


def settle_rating(session: Session, *, ticket_id: int, actor: User, text: str, now: datetime) -> SupportTicket:
    """What was done stands under the ticket as an internal note."""
    ticket: SupportTicket = transition(
        session, SUPPORT_FLOW, ticket_id, "settle_rating", actor=actor, now=now, low_rated_at=None
    )
    write_message(session, ticket_id=ticket_id, kind=MessageKind.NOTE, text=text, author=actor, now=now)
    return ticket
