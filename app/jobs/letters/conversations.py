"""Letters that answer somebody who wrote first."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.jobs.letters.letter import Addresser, Letter
from app.models.outbox import Channel, OutboxMessage
from app.models.user import User


def telegram_answer(session: Session, message: OutboxMessage) -> Iterable[Letter]:
    user_id = message.payload["user_id"]
    yield Letter(
        channel=Channel.TELEGRAM,
        template="telegram.answer",
        facts={"text": message.payload["text"]},
        user=session.get(User, user_id) if user_id else None,
        extra={"answer_callback": message.payload["callback_id"], "chat_id": message.payload["chat_id"]},
        urgent=True,
    )


def telegram_reply(_session: Session, message: OutboxMessage) -> Iterable[Letter]:
    facts = {"text": message.payload["text"]}
    extra = {"chat_id": message.payload["chat_id"]}
    yield Letter(channel=Channel.TELEGRAM, template="telegram.reply", facts=facts, extra=extra, urgent=True)


ADDRESSERS: dict[str, Addresser] = {
    "telegram.answer": telegram_answer,
    "telegram.reply": telegram_reply,
}
