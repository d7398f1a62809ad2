"""Write a visitor's message: stored once, however often it is sent."""

from datetime import datetime

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAvailable
from app.core.i18n import N_
from app.core.text.cleaning import clear
from app.models.chat.chat import LONGEST_TEXT, Chat, ChatMessage, ChatSide, ChatStatus
from workflows.chat.read_chat import find_message

SHOWN = 120  # signs of either text in a refusal


class ChatEnded(NotAvailable):
    code = "chat_ended"
    sentence = N_("Obrolan ini sudah berakhir.")


def write_visitor_message(session: Session, *, chat_id: int, client_id: str, text: str, now: datetime) -> ChatMessage:
    """The same `client_id` again gives the message that is there already, also after the chat has ended.

    Raises Invalid (with other words, or nothing to say), ChatEnded.
    """
    cleaned = clear(text).strip()
    known = find_message(session, chat_id=chat_id, client_id=client_id)
    if known is not None:
        return _same(known, cleaned)
    if not 0 < len(cleaned) <= LONGEST_TEXT:
        raise Invalid(N_("Tulis pesan, paling panjang 4.000 huruf."), field="text")
    open_chat = (
        update(Chat)
        .where(Chat.id == chat_id, Chat.status != ChatStatus.ENDED)
        .values(unread_at=func.coalesce(Chat.unread_at, now), visitor_seen_at=now, visitor_typing_at=None)
        .returning(Chat.id)
        .execution_options(noted=True, synchronize_session=False)
    )
    if session.scalar(open_chat) is None:
        raise ChatEnded
    add_message(session, chat_id=chat_id, client_id=client_id, side=ChatSide.VISITOR, text=cleaned, now=now)
    message = find_message(session, chat_id=chat_id, client_id=client_id)
    if message is None:
        raise ChatEnded
    return _same(message, cleaned)


def _same(known: ChatMessage, text: str) -> ChatMessage:
    """What was stored under this id before is not given out as another message."""
    if known.text == text and known.side == ChatSide.VISITOR:
        return known
    pair = {"saved": known.text[:SHOWN], "now": text[:SHOWN]}
    raise Invalid(
        N_("Pesan ini sudah tersimpan sebagai “%(saved)s”; “%(now)s” belum tersimpan. Tulis lagi.", **pair),
        field="client_id",
    )


def add_message(
    session: Session,
    *,
    chat_id: int,
    client_id: str,
    side: ChatSide,
    text: str,
    now: datetime,
    author_id: int | None = None,
) -> None:
    """The caller holds the chat, so ids grow in the order in which messages are seen."""
    row = insert(ChatMessage).values(
        chat_id=chat_id, client_id=client_id, side=side, text=text, author_id=author_id, created_at=now
    )
    stored = session.scalar(row.on_conflict_do_nothing().returning(ChatMessage.id))
    if stored is not None:
        last = update(Chat).where(Chat.id == chat_id).values(last_message_id=stored)
        session.execute(last.execution_options(noted=True, synchronize_session=False))
