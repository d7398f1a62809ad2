"""A message before it is sent: one recipient, one channel, the facts its text is made of."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from app.core.i18n import Sentence
from app.http.pages.links.unsubscribe import stop_path
from app.models.accounts.user import STAFF, User
from app.models.customers.customer import Customer
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.notification import ESSENTIAL, topic_of
from app.models.messaging.outbox import Channel, OutboxMessage
from workflows.notifications import list_push_subscriptions, list_wanted_channels, reaches_on_telegram


@dataclass(frozen=True, slots=True)
class Button:
    """Under a Telegram or WhatsApp message. `callback` (≤64 bytes) is pressed, `url` (Telegram alone) is opened."""

    text: Sentence
    callback: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMessage:
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
    key: str = ""  # tells messages of one message to the same person apart
    urgent: bool = False  # goes before what is already waiting: somebody looks at a spinner

    @property
    def locale(self) -> str:
        """The reader's language; `extra["locale"]` for one who is nobody of ours yet."""
        known = (self.user and self.user.locale) or (self.customer and self.customer.locale)
        return known or self.extra.get("locale") or "id"


MessageBuilder = Callable[[Session, OutboxMessage], Iterable[OutgoingMessage]]


def to_user(user: User, template: str, facts: dict[str, Any], **more: Any) -> OutgoingMessage:
    """Telegram when the person can be reached there, else e-mail."""
    channel = Channel.TELEGRAM if reaches_on_telegram(user) or not user.email else Channel.EMAIL
    return OutgoingMessage(channel=channel, template=template, facts=facts, user=user, **more)


def to_customer(customer: Customer, template: str, facts: dict[str, Any], **more: Any) -> OutgoingMessage:
    return OutgoingMessage(channel=Channel.WHATSAPP, template=template, facts=facts, customer=customer, **more)


def to_member(
    session: Session, user: User, template: str, facts: dict[str, Any], *, link: str | None = None, **more: Any
) -> Iterator[OutgoingMessage]:
    """Everywhere the person wants this kind of message: notifications, e-mail, pushes, Telegram.

    Staff with Telegram get it there instead of by e-mail unless they chose both. `link` is a path of ours;
    `buttons` go to Telegram alone. Templates: inapp.txt (first line = title), email.txt, telegram.html for staff.
    """
    wanted = list_wanted_channels(session, user=user, kind=template)
    buttons = more.pop("buttons", ())
    extra = more.pop("extra", {})
    for channel in (Channel.IN_APP, Channel.EMAIL, Channel.TELEGRAM):
        if channel in wanted:
            own = _own(user, template, link, channel)
            pressed = buttons if channel == Channel.TELEGRAM else ()
            yield OutgoingMessage(
                channel=channel,
                template=template,
                facts=facts,
                user=user,
                link=link,
                buttons=pressed,
                extra={**extra, **own},
                **more,
            )
    if user.role in STAFF and topic_of(template) in ESSENTIAL and not wanted & {Channel.EMAIL, Channel.TELEGRAM}:
        yield to_user(user, template, facts, link=link, **more)  # CS sees that nobody can reach them outside
    if Channel.PUSH in wanted:
        yield from to_pushes(session, user, template, facts, link=link, **more)


def _own(user: User, template: str, link: str | None, channel: Channel) -> dict[str, Any]:
    """What a channel needs beyond the words."""
    if channel == Channel.IN_APP:
        return {"address": user.username, "path": link}
    topic = topic_of(template)
    if channel != Channel.EMAIL or topic in ESSENTIAL:
        return {}
    return {"stop": {"path": stop_path(user.id, topic), "topic": str(topic)}}


def to_pushes(
    session: Session, user: User, template: str, facts: dict[str, Any], **more: Any
) -> Iterator[OutgoingMessage]:
    """One to each browser that the person let write to them."""
    key = more.pop("key", "")
    for browser in list_push_subscriptions(session, user_id=user.id):
        push = {"id": browser.id, "endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth}
        yield OutgoingMessage(
            channel=Channel.PUSH,
            template=template,
            facts=facts,
            user=user,
            extra={"address": urlsplit(browser.endpoint).netloc, "path": more.get("link"), "push": push},
            key=f"{key}:b{browser.id}",
            **more,
        )
