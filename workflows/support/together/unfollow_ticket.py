"""Stop following a ticket."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.collaboration import SupportFollower
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.transitions import transition


def unfollow_ticket(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    ticket: SupportTicket = transition(session, SUPPORT_FLOW, ticket_id, "unfollow", actor=actor, now=now)
    own = (SupportFollower.ticket_id == ticket_id, SupportFollower.user_id == actor.id)
    session.execute(delete(SupportFollower).where(*own))
    return ticket
