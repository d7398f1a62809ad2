"""Wake a ticket that was put aside."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.transitions import transition


def wake_ticket(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    return transition(session, SUPPORT_FLOW, ticket_id, "wake", actor=actor, now=now, wakes_at=None)
