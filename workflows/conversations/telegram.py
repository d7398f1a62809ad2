"""Answering in the chat with our bot."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.outbox import Delivery
from workflows.conversations.events import TelegramAnswer, TelegramQuestion, TelegramReply
from workflows.outbox_events import emit

ANSWERED_WITHIN = timedelta(minutes=30)


def answer_button(
    session: Session, *, callback_id: str, chat_id: int, text: str, user: User | None, now: datetime
) -> None:
    """Stop the pressed button's spinner with a sentence."""
    answer = TelegramAnswer(callback_id=callback_id, chat_id=chat_id, text=text, user_id=user.id if user else None)
    emit(session, answer, now=now, once=f"answer:{callback_id}"[:120])


def reply_on_telegram(session: Session, *, chat_id: int, text: str, now: datetime) -> None:
    """Write to a chat, whoever it belongs to."""
    emit(session, TelegramReply(chat_id=chat_id, text=text), now=now)


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


def find_question(session: Session, *, user: User, reply_to: int | None, now: datetime) -> str | None:
    """What the person was asked: the message they replied to, else the newest question of the last half hour."""
    asked = select(Delivery).where(
        Delivery.kind == TelegramQuestion.kind,
        Delivery.user_id == user.id,
        Delivery.created_at > now - ANSWERED_WITHIN,
    )
    if reply_to is not None:
        asked = asked.where(Delivery.provider_id == str(reply_to))
    found = session.scalars(asked.order_by(Delivery.id.desc()).limit(1)).one_or_none()
    return found.payload.get("asks") if found else None
