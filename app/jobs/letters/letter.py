"""A letter before it is sent: one recipient, one channel, the facts its text is made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from app.models.contact import WhatsAppContact
from app.models.customer import Customer
from app.models.outbox import Channel, OutboxMessage
from app.models.user import User


@dataclass(frozen=True, slots=True)
class Button:
    """Under a Telegram message. `callback` (≤64 bytes) is pressed, `url` is opened."""

    text: str
    callback: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`template`: folder under templates/messages; its file for the channel is rendered with `facts`."""

    channel: Channel
    template: str
    facts: dict[str, Any]
    user: User | None = None
    customer: Customer | None = None
    contact: WhatsAppContact | None = None
    buttons: tuple[tuple[Button, ...], ...] = ()
    link: str | None = None  # path of a page of ours; the template's URL button outside the window
    extra: dict[str, Any] = field(default_factory=dict)  # e.g. {"edit_message_id": 77}, {"answer_callback": "id"}
    key: str = ""  # tells letters of one message to the same person apart
    urgent: bool = False  # goes before what is already waiting: somebody looks at a spinner

    @property
    def locale(self) -> str:
        return (self.user and self.user.locale) or (self.customer and self.customer.locale) or "id"


Addresser = Callable[[Session, OutboxMessage], Iterable[Letter]]


def to_user(user: User, template: str, facts: dict[str, Any], **more: Any) -> Letter:
    """Telegram when the person can be reached there, else e-mail."""
    reachable = user.telegram_chat_id and user.telegram_blocked_at is None
    channel = Channel.TELEGRAM if reachable or not user.email else Channel.EMAIL
    return Letter(channel=channel, template=template, facts=facts, user=user, **more)


def to_customer(customer: Customer, template: str, facts: dict[str, Any], **more: Any) -> Letter:
    return Letter(channel=Channel.WHATSAPP, template=template, facts=facts, customer=customer, **more)
