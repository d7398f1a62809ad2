"""Write an internal note under a ticket."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.messages import MessageKind, SupportMessage
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.composing import forget_draft
from workflows.support.together.mentions import notify_mentioned
from workflows.support.write_message import write_message
from workflows.transitions import transition


def note_ticket(session: Session, *, ticket_id: int, actor: User, text: str, now: datetime) -> SupportMessage:
    """Stays in the panel, stops no clock, notifies only the colleagues named by `@`."""
    ticket = transition(session, SUPPORT_FLOW, ticket_id, "note", actor=actor, now=now)
    forget_draft(session, thing=ticket.__tablename__, thing_id=ticket_id, user_id=actor.id, kind="NOTE", sent=text)
    written = write_message(session, ticket_id=ticket_id, kind=MessageKind.NOTE, text=text, author=actor, now=now)
    notify_mentioned(session, ticket, written, actor=actor, now=now)
    return written
