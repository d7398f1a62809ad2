"""End a chat whose question is answered."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.chat.chat import CHAT_FLOW, Chat
from workflows.chat.transcript import open_ticket_of_chat
from workflows.support import finish_support_ticket
from workflows.transitions import transition


def finish_chat(session: Session, *, chat_id: int, actor: User, now: datetime, outcome: str) -> Chat:
    """The transcript becomes a resolved ticket, which its visitor may confirm or open again by its link."""
    chat: Chat = transition(session, CHAT_FLOW, chat_id, "finish", actor=actor, now=now, ended_at=now, unread_at=None)
    ticket = open_ticket_of_chat(session, chat, actor=actor, now=now)
    finish_support_ticket(session, ticket_id=ticket.id, actor=actor, outcome=outcome, now=now)
    return chat
