"""What is said in a conversation."""

from dataclasses import dataclass
from typing import Any, ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramAnswer(Event):
    """The notice over the chat when a button was pressed; useless after some fifteen seconds."""

    kind: ClassVar[str] = "telegram.answer"
    callback_id: str
    chat_id: int
    text: str
    user_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramReply(Event):
    """A message of the bot to whoever wrote to it."""

    kind: ClassVar[str] = "telegram.reply"
    chat_id: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramQuestion(Event):
    """The bot asks back: `choices` are buttons (label, data), and a text in the chat answers `asks`."""

    kind: ClassVar[str] = "telegram.question"
    chat_id: int
    user_id: int
    text: str
    asks: str
    choices: list[list[str]]
    invoice_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactReply(Event):
    """A WhatsApp message to whoever wrote: `template` names its text, `facts` fill it. `actor_id`: typed by CS."""

    kind: ClassVar[str] = "contact.reply"
    contact_id: int
    template: str
    facts: dict[str, Any]
    actor_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWanted(Event):
    """CS is told that somebody waits for a person; `reason` is the key of a sentence."""

    kind: ClassVar[str] = "contact.wants_person"
    contact_id: int
    reason: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRegistered(Event):
    """CS hears of a customer who registered by WhatsApp, with the complaint a visit can be made of."""

    kind: ClassVar[str] = "customer.registered"
    customer_id: int
    contact_id: int
    complaint: str
