"""A visitor ends their chat, asks to go on in writing, or does not come back."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.text.cleaning import clear_line
from app.models.chat.chat import CHAT_FLOW, Chat, ChatStatus
from workflows.chat.transcript import open_ticket_of_chat
from workflows.transitions import transition

AWAY = timedelta(minutes=15)
AT_ONCE = 50


def leave_chat(session: Session, *, chat_id: int, now: datetime, name: str = "", email: str = "") -> Chat:
    """The transcript becomes an open ticket for the desk."""
    values = {"visitor_name": clear_line(name)[:120], "visitor_email": clear_line(email)[:254]}
    known = {field: value for field, value in values.items() if value}
    if known:
        session.execute(update(Chat).where(Chat.id == chat_id).values(**known).execution_options(noted=True))
    chat: Chat = transition(session, CHAT_FLOW, chat_id, "leave", actor=None, now=now, ended_at=now, unread_at=None)
    open_ticket_of_chat(session, chat, actor=None, now=now)
    return chat


def list_left(session: Session, *, now: datetime) -> list[int]:
    """Open chats whose visitor has been away for a quarter of an hour."""
    gone = select(Chat.id).where(Chat.status != ChatStatus.ENDED, Chat.visitor_seen_at < now - AWAY)
    return list(session.scalars(gone.order_by(Chat.id).limit(AT_ONCE)))
