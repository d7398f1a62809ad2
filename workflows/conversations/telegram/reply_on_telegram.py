"""Write to a Telegram chat."""

from datetime import datetime

from sqlalchemy.orm import Session

from workflows.conversations.events import TelegramReply
from workflows.outbox_events import emit


def reply_on_telegram(session: Session, *, chat_id: int, text: str, now: datetime) -> None:
    """Write to a chat, whoever it belongs to."""
    emit(session, TelegramReply(chat_id=chat_id, text=text), now=now)
