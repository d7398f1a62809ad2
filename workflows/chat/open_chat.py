"""A visitor begins a chat."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.identifiers import sha256
from app.core.text.cleaning import clear_line
from app.models.accounts.user import User
from app.models.chat.chat import Chat
from workflows.chat.write_visitor_message import write_visitor_message
from workflows.transitions import note


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """What a visitor says of themselves, and who they are by their session."""

    name: str = ""
    email: str = ""
    topic: str = ""
    page: str = ""
    locale: str = "id"
    user: User | None = None


def open_chat(session: Session, *, token: str, visitor: Visitor, client_id: str, text: str, now: datetime) -> Chat:
    """`token` is made by the browser, so that a request sent twice opens one chat."""
    digest = sha256(token)
    chat = session.scalars(select(Chat).where(Chat.token_sha256 == digest)).one_or_none()
    if chat is None:
        user = visitor.user
        chat = Chat(
            token_sha256=digest,
            visitor_name=clear_line(user.name if user else visitor.name)[:120],
            visitor_email=clear_line((user.email or "") if user else visitor.email)[:254],
            topic=clear_line(visitor.topic)[:60],
            page=clear_line(visitor.page)[:500],
            locale=visitor.locale,
            requester_id=user.id if user else None,
            visitor_seen_at=now,
            created_at=now,
        )
        session.add(chat)
        session.flush()
        note(session, "chats", chat.id, "created", actor=user, now=now)
    write_visitor_message(session, chat_id=chat.id, client_id=client_id, text=text, now=now)
    return chat
