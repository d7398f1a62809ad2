"""Chats that ask for the status page's news: the code in a WhatsApp message, Start and /stop on Telegram."""

import re
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import gettext
from app.http.pages.links.subscriber_link import read_chat_code
from app.models.messaging.contact import WhatsAppContact
from workflows.conversations import InboundText, note_inbound, reply, reply_on_telegram
from workflows.outbox import release_codes
from workflows.status import confirm_chat, forget_chat

STOPS = {"/stop", "stop", "berhenti", "unsubscribe"}
_CODE = re.compile(r"\b(?:langganan\s+)?status\s+([A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])", re.IGNORECASE)


def subscribe_whatsapp(session: Session, contact: WhatsAppContact, inbound: InboundText, now: datetime) -> bool:
    """Whether the message was a subscription; its code opens the window as every message does."""
    found = _CODE.search(inbound.text)
    subscriber_id = read_chat_code(found[1]) if found else None
    if subscriber_id is None:
        return False
    note_inbound(contact, sent_at=inbound.sent_at, now=now)
    release_codes(session, contact=contact, now=now)
    try:
        with session.begin_nested():
            confirm_chat(session, subscriber_id=subscriber_id, contact_id=contact.id, now=now)
    except NotAvailable as refusal:
        reply(session, contact, "contact.told", now=now, text=str(refusal))
    return True


def subscribe_telegram(session: Session, subscriber_id: int, chat_id: int, now: datetime) -> None:
    try:
        with session.begin_nested():
            confirm_chat(session, subscriber_id=subscriber_id, chat_id=chat_id, now=now)
    except NotAvailable as refusal:
        reply_on_telegram(session, chat_id=chat_id, text=str(refusal), now=now)


def stop_telegram(session: Session, chat_id: int, words: str, now: datetime) -> bool:
    """Whether a chat that was told has stopped it."""
    if words.strip().lower() not in STOPS or not forget_chat(session, chat_id=chat_id):
        return False
    text = gettext("Baik, kabar halaman status tidak dikirim lagi ke chat ini.")
    reply_on_telegram(session, chat_id=chat_id, text=text, now=now)
    return True
