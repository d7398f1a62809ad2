"""The outside parties messages go through, built from the settings; one without credentials is None: a sandbox."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flask import Flask
from redis import Redis

from app.http.files.sent_files import signed_file_url
from app.http.files.storage import storage
from app.http.provider_clients import sendgrid_client, smtp_client, telegram_client, whatsapp_client
from app.http.security.secret_keys import derivation_key_of
from app.jobs.outbox.derived_secrets import opened
from app.jobs.outbox.email_layout import compose
from app.jobs.outbox.sending.leased_delivery import LeasedDelivery
from app.jobs.outbox.sending.meta_sender import MetaSender
from app.jobs.outbox.sending.rate_limit import RateLimiter
from app.jobs.outbox.sending.webhook_sender import HookSender
from app.models.messaging.outbox import Channel
from app.settings import Settings
from integrations.attachment import Attachment
from integrations.outcome import TryLater
from integrations.telegram.client import Button, TelegramClient
from integrations.webpush.client import WebPushClient
from integrations.webpush.subscription import Subscription
from integrations.whatsapp.client import Recipient

FLOOD_WAIT = "429"
LONGEST_WITH_BUTTONS = 1024  # characters that WhatsApp takes above reply buttons
TELEGRAM_PER_SECOND = 28  # Telegram allows 30 over all chats; answers to buttons do not count
CHAT_PER_SECOND = 1

Send = Callable[[LeasedDelivery], str]
"""Sends one delivery and returns the provider's id; raises integrations.outcome.DeliveryProblem."""


@dataclass(frozen=True, slots=True)
class Channels:
    """What is configured, by channel."""

    senders: dict[Channel, Send | None]


def open_channels(app: Flask) -> Channels:
    settings: Settings = app.config["SETTINGS"]
    key = partial(derivation_key_of, app)
    return Channels(
        {
            Channel.WHATSAPP: opened(_whatsapp(app, settings), key),
            Channel.TELEGRAM: opened(_telegram(settings, app.extensions["wake_up"].redis), key),
            Channel.EMAIL: opened(_email(app, settings), key),
            Channel.PUSH: _push(settings),
            Channel.META: MetaSender(settings) if settings.meta_page_token else None,
            Channel.WEBHOOK: opened(HookSender(app), key),
            Channel.IN_APP: None,  # no provider: app.jobs.outbox.sending.lease puts them among the notifications
        }
    )


def _whatsapp(app: Flask, settings: Settings) -> Send | None:
    client = whatsapp_client(settings)
    if client is None:
        return None

    def send(delivery: LeasedDelivery) -> str:
        bsuid = delivery.payload.get("bsuid")
        to = Recipient(user_id=bsuid) if bsuid else Recipient(wa_id=delivery.address)
        callback = f"delivery:{delivery.id}"
        template = delivery.payload.get("template")
        if template:
            done = client.send_template(
                to,
                template["name"],
                template["language"],
                template["values"],
                url_suffix=template["url_suffix"],
                callback_data=callback,
            )
        elif (buttons := _reply_buttons(delivery)) and len(delivery.body) <= LONGEST_WITH_BUTTONS:
            done = client.send_buttons(to, delivery.body, buttons, callback_data=callback)
        elif file := delivery.payload.get("file"):
            with app.app_context():
                link = signed_file_url(file["id"])
            send_file = client.send_image if file["is_picture"] else client.send_document
            done = send_file(to, link, delivery.body, "", callback)
        else:
            done = client.send_text(to, delivery.body, callback_data=callback)
        return done.provider_id

    return send


def _reply_buttons(delivery: LeasedDelivery) -> list[tuple[str, str]]:
    """Id and title of those that are pressed, as WhatsApp takes them."""
    rows = delivery.payload.get("buttons", [])
    return [(one["callback"], one["text"][:20]) for row in rows for one in row if one["callback"]][:3]


def _telegram(settings: Settings, redis: Redis) -> Send | None:
    client = telegram_client(settings)
    if client is None:
        return None
    pace = RateLimiter(TELEGRAM_PER_SECOND, redis=redis, name="telegram")
    chat_pace = RateLimiter(CHAT_PER_SECOND, redis=redis, name="telegram-chat")

    def send(delivery: LeasedDelivery) -> str:
        counts = "answer_callback" not in delivery.payload
        if counts and (left := chat_pace.wait(delivery.address) or pace.wait()):
            raise TryLater(FLOOD_WAIT, "resting", left)
        try:
            return _send_by_telegram(client, delivery)
        except TryLater as problem:
            if problem.code == FLOOD_WAIT and problem.retry_after:
                pace.rest(problem.retry_after)  # it is meant for the bot, not for this chat alone
            raise

    return send


def _send_by_telegram(client: TelegramClient, delivery: LeasedDelivery) -> str:
    extra = delivery.payload
    if "answer_callback" in extra:
        client.answer_callback(extra["answer_callback"], delivery.body[:200], show_alert=extra.get("alert", True))
        return str(extra["answer_callback"])
    rows = [[Button(b["text"], b["callback"], b["url"]) for b in row] for row in extra.get("buttons", [])]
    chat = int(delivery.address)
    if "edit_message_id" in extra:
        client.edit_message(chat, extra["edit_message_id"], delivery.body, rows)
        return str(extra["edit_message_id"])
    return client.send_message(chat, delivery.body, rows).provider_id


def _attached(app: Flask, delivery: LeasedDelivery) -> list[Attachment]:
    """The stored files that the message names."""
    with app.app_context():
        return [
            Attachment(named["name"], named["type"], _read(named["key"]))
            for named in delivery.payload.get("attachments", ())
        ]


def _read(key: str) -> bytes:
    with storage().open(key) as stored:
        return stored.read()


def _email(app: Flask, settings: Settings) -> Send | None:
    """Through SendGrid or a mail server, whichever is set; `EMAIL_VIA` decides when both are."""
    if settings.mail_carrier == "sendgrid":
        grid = sendgrid_client(settings)

        def send_by_grid(delivery: LeasedDelivery) -> str:
            mail = compose(app, settings, delivery)
            words = (mail.subject, mail.text, mail.html)
            more = {"message_id": mail.message_id, "headers": mail.headers, "attachments": _attached(app, delivery)}
            return grid.send(delivery.address, *words, **more, mark=str(delivery.id)).provider_id

        return send_by_grid
    if settings.mail_carrier is None:
        return None
    server = smtp_client(settings)

    def send(delivery: LeasedDelivery) -> str:
        mail = compose(app, settings, delivery)
        words = (mail.subject, mail.text, mail.html)
        more = {"message_id": mail.message_id, "headers": mail.headers, "attachments": _attached(app, delivery)}
        return server.send(delivery.address, *words, **more, bounces_to=mail.bounces_to).provider_id

    return send


def _push(settings: Settings) -> Send | None:
    if not (settings.vapid_private_key and settings.vapid_subject):
        return None
    hosts = settings.push_hosts.split()
    client = WebPushClient(settings.vapid_private_key, settings.vapid_subject, hosts, timeout=settings.provider_timeout)

    def send(delivery: LeasedDelivery) -> str:
        push = delivery.payload["push"]
        title, _, words = delivery.body.partition("\n")
        # the same tag and topic however often it is sent: a doubled notice replaces itself
        tag = f"sigap-{delivery.id}"
        notice = {"title": title, "body": words.strip(), "url": f"/notifications/from/{delivery.id}", "tag": tag}
        return client.send(Subscription(push["endpoint"], push["p256dh"], push["auth"]), notice, topic=tag).provider_id

    return send
