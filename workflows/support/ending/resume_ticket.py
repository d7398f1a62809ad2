"""Go on with a ticket without its customer."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from workflows.support.assigning.owner_or import owner_or
from workflows.support.ending.move_ticket import move_ticket


def resume_ticket(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    return move_ticket(session, "resume", ticket_id, actor, now, **owner_or(actor))
