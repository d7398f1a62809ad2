"""One message to one subscriber of the status page, by the channel it chose."""

import json
from typing import Any

from flask import current_app

from app.core.crypto.derived_secrets import Sealed
from app.http.pages.links.subscriber_link import manage_path
from app.jobs.outbox.messages.message import OutgoingMessage
from app.jobs.outbox.sending.webhook_sender import SECRET_MARK
from app.models.messaging.notification import Topic
from app.models.messaging.outbox import Channel, OutboxMessage
from app.models.status.subscriber import StatusSubscriber, SubscriberChannel

DOCUMENTATION = "https://doc.statuspage.io"  # whose shapes these are


def full(path: str) -> str:
    return f"{current_app.config['SETTINGS'].public_url.rstrip('/')}{path}"


def asked_of(
    message: OutboxMessage, subscriber: StatusSubscriber, facts: dict[str, Any], link: str, *, sealed: Sealed | None
) -> OutgoingMessage:
    """To confirm, with `sealed`; to manage what is confirmed, without. A webhook learns the secret that signs."""
    if subscriber.channel == SubscriberChannel.WEBHOOK:
        values = {"type": "subscription.manage", "manage_url": full(link)}
        if sealed:
            values = {"type": "subscription.challenge", "confirm_url": full(link), "secret": SECRET_MARK}
        facts = {**facts, "body": json.dumps(values, ensure_ascii=False)}
    extra = {**_extra(message, subscriber), **({"sealed": sealed} if sealed else {})}
    return _message(message, subscriber, facts, link, extra)


def news_to(
    message: OutboxMessage, subscriber: StatusSubscriber, facts: dict[str, Any], values: dict[str, Any]
) -> OutgoingMessage:
    """`facts` has `titles` and `shorts` by language. `told`: what a webhook is posted, without its own way to stop."""
    manage = manage_path(subscriber.id)
    spoken = {"headline": facts["titles"][subscriber.locale], "short": facts["shorts"].get(subscriber.locale, "")}
    facts = {**facts, **spoken}
    extra = _extra(message, subscriber)
    if subscriber.channel == SubscriberChannel.EMAIL:
        extra["stop"] = {"path": manage, "topic": str(Topic.COMPANY)}
    if subscriber.channel == SubscriberChannel.WEBHOOK:
        meta = {"unsubscribe": full(manage), "documentation": DOCUMENTATION}
        facts = {**facts, "body": json.dumps({"meta": meta, **values}, ensure_ascii=False)}
    page = "/status/" if subscriber.locale == "id" else "/status/en/"
    return _message(message, subscriber, {**facts, "manage": full(manage)}, page, extra)


def _extra(message: OutboxMessage, subscriber: StatusSubscriber) -> dict[str, Any]:
    extra: dict[str, Any] = {"locale": subscriber.locale}
    if subscriber.channel == SubscriberChannel.EMAIL:
        extra["address"] = subscriber.email
    elif subscriber.channel == SubscriberChannel.TELEGRAM:
        extra["chat_id"] = subscriber.chat_id
    elif subscriber.channel == SubscriberChannel.WEBHOOK:
        extra["address"] = subscriber.url
        extra["subscriber"] = {"number": subscriber.id, "id": f"status_{message.id}_{subscriber.id}"}
    return extra


def _message(
    message: OutboxMessage, subscriber: StatusSubscriber, facts: dict[str, Any], link: str, extra: dict[str, Any]
) -> OutgoingMessage:
    return OutgoingMessage(
        channel=Channel(subscriber.channel),
        template=message.kind,
        facts={**facts, "english": subscriber.locale == "en"},
        contact=subscriber.contact,
        link=link,
        extra=extra,
        key=f"s{subscriber.id}",
        urgent=message.kind == "status.subscription_asked",
    )
