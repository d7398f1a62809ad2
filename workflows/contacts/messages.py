"""What is said in a conversation."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.promises import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramAnswer(Message):
    """The notice over the chat when a button was pressed; worthless after some fifteen seconds."""

    kind: ClassVar[str] = "telegram.answer"
    callback_id: str
    chat_id: int
    text: str
    user_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramReply(Message):
    """A message of the bot to whoever wrote to it."""

    kind: ClassVar[str] = "telegram.reply"
    chat_id: int
    text: str
