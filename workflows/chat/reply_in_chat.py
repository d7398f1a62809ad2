"""Answer a visitor."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.identifiers import new_key
from app.core.text.cleaning import clear
from app.models.accounts.user import User
from app.models.chat.chat import CHAT_FLOW, LONGEST_TEXT, Chat, ChatSide
from workflows.chat.write_visitor_message import add_message
from workflows.transitions import transition


def reply_in_chat(session: Session, *, chat_id: int, actor: User, now: datetime, text: str) -> Chat:
    cleaned = clear(text).strip()
    if not 0 < len(cleaned) <= LONGEST_TEXT:
        raise Invalid(N_("Tulis pesan, paling panjang 4.000 huruf."), field="text")
    chat: Chat = transition(
        session, CHAT_FLOW, chat_id, "reply", actor=actor, now=now, unread_at=None, agent_typing_at=None
    )
    add_message(
        session,
        chat_id=chat_id,
        client_id=new_key()[:36],
        side=ChatSide.AGENT,
        text=cleaned,
        now=now,
        author_id=actor.id,
    )
    return chat
