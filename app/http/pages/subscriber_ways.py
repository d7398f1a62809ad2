"""The ways by which the status page's news can reach somebody here, and the link from which a chat writes to us."""

from flask import current_app

from app.core.db import db
from app.models.status.subscriber import SubscriberChannel
from app.presenters.messaging.deliveries import wa_me
from app.settings import Settings
from workflows.outbox import has_template

NEWS = "status.news"  # outside its 24 hours WhatsApp takes the approved template of this message only


def list_offered() -> list[SubscriberChannel]:
    """E-mail and webhook always; a chat where its provider is set up."""
    settings: Settings = current_app.config["SETTINGS"]
    offered = [SubscriberChannel.EMAIL]
    if settings.wa_display_number and has_template(db.session(), kind=NEWS):
        offered.append(SubscriberChannel.WHATSAPP)
    if settings.telegram_bot_username:
        offered.append(SubscriberChannel.TELEGRAM)
    return [*offered, SubscriberChannel.WEBHOOK]


def chat_link(channel: SubscriberChannel, code: str) -> tuple[str | None, str]:
    """Where a press begins the message, and the message itself; None where this chat is not set up."""
    settings: Settings = current_app.config["SETTINGS"]
    if channel == SubscriberChannel.TELEGRAM:
        bot = settings.telegram_bot_username
        return (f"https://t.me/{bot}?start={code}" if bot else None), f"/start {code}"
    words = f"LANGGANAN STATUS {code}"
    number = "".join(sign for sign in settings.wa_display_number or "" if sign.isdigit())
    return wa_me(number or None, words), words
