"""Go on with a chat as a ticket."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.chat.chat import CHAT_FLOW, Chat
from workflows.chat.transcript import open_ticket_of_chat
from workflows.support import take_support_ticket
from workflows.transitions import transition


def continue_as_ticket(session: Session, *, chat_id: int, actor: User, now: datetime) -> Chat:
    """Whoever decides so has the ticket, unless the desk's rules gave it to somebody."""
    chat: Chat = transition(
        session, CHAT_FLOW, chat_id, "to_ticket", actor=actor, now=now, ended_at=now, unread_at=None
    )
    ticket = open_ticket_of_chat(session, chat, actor=actor, now=now)
    if ticket.assignee_id is None:
        take_support_ticket(session, ticket_id=ticket.id, actor=actor, now=now)
    return chat
