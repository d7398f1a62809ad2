"""Answer a pressed button in the chat with our bot."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from workflows.conversations.events import TelegramAnswer
from workflows.outbox_events import emit


def answer_button(
    session: Session, *, callback_id: str, chat_id: int, text: str, user: User | None, now: datetime
) -> None:
    """Stop the pressed button's spinner with a sentence."""
    answer = TelegramAnswer(callback_id=callback_id, chat_id=chat_id, text=text, user_id=user.id if user else None)
    emit(session, answer, now=now, once=f"answer:{callback_id}"[:120])
