"""Ask a person a question in the chat with our bot."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from workflows.conversations.events import TelegramQuestion
from workflows.outbox_events import emit


def ask_on_telegram(
    session: Session, *, user: User, text: str, asks: str, choices: list[list[str]], invoice_id: int, now: datetime
) -> None:
    """Ask the person a question about an invoice that a button or their next message answers."""
    if user.telegram_chat_id is None:
        return
    question = TelegramQuestion(
        chat_id=user.telegram_chat_id, user_id=user.id, text=text, asks=asks, choices=choices, invoice_id=invoice_id
    )
    emit(session, question, now=now)
