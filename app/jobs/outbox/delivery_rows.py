"""Messages become Delivery rows: words, address, key; what many messages need is read once for all of them."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.core.i18n import in_language
from app.jobs.outbox.messages.message import OutgoingMessage
from app.jobs.outbox.sending.whatsapp_window import Desk, place_on_whatsapp
from app.jobs.outbox.words import words_of
from app.models.accounts.user import User
from app.models.messaging.outbox import Channel, DeliveryStatus, OutboxMessage
from workflows.notifications import reaches_on_telegram

HEAD_START = timedelta(hours=1)  # an urgent message's due time lies back, so that it goes before any backlog
TITLED = {Channel.EMAIL, Channel.IN_APP, Channel.PUSH}  # the first line is a subject

# One statement for any number of messages; a message that was written before stays as it is.
_WRITE = text("""
INSERT INTO deliveries (message_id, kind, channel, status, user_id, customer_id, contact_id, address, error_code,
                        error_detail, subject, body, payload, due_at, tries, idempotency_key)
SELECT message_id, kind, channel, status, user_id, customer_id, contact_id, address, error_code,
       '', subject, body, payload, due_at, 0, idempotency_key
  FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(
       message_id bigint, kind text, channel text, status text, user_id bigint, customer_id bigint, contact_id bigint,
       address text, error_code text, subject text, body text, payload jsonb, due_at timestamptz, idempotency_key text)
    ON CONFLICT (idempotency_key) DO NOTHING
""")


def write_deliveries(
    session: Session, outgoing_messages: Sequence[tuple[OutboxMessage, OutgoingMessage]], now: datetime
) -> None:
    """Write one row for each message in the caller's transaction."""
    if not outgoing_messages:
        return
    desk = Desk.of(session, [delivery for _message, delivery in outgoing_messages], now)
    rows = [_row(message, delivery, desk) for message, delivery in outgoing_messages]
    session.execute(_WRITE, {"rows": json.dumps(rows)})


def _row(message: OutboxMessage, outgoing: OutgoingMessage, desk: Desk) -> dict[str, Any]:
    public_url = current_app.config["SETTINGS"].public_url.rstrip("/")
    link = f"{public_url}{outgoing.link}" if outgoing.link else None
    body = words_of(outgoing, link)
    payload: dict[str, Any] = dict(outgoing.extra)
    if outgoing.buttons:
        payload["buttons"] = [
            [{"text": in_language(b.text, outgoing.locale), "callback": b.callback, "url": b.url} for b in row]
            for row in outgoing.buttons
        ]
    if link:
        payload["link"] = link
    if outgoing.channel == Channel.EMAIL:
        payload["locale"] = outgoing.locale  # its frame is drawn as it leaves
    row: dict[str, Any] = {
        "message_id": message.id,
        "kind": message.kind,
        "channel": outgoing.channel,
        "status": DeliveryStatus.QUEUED,
        "user_id": outgoing.user.id if outgoing.user else None,
        "customer_id": outgoing.customer.id if outgoing.customer else None,
        "contact_id": outgoing.contact.id if outgoing.contact else None,
        "address": "",
        "error_code": "",
        "subject": body.partition("\n")[0][:200] if outgoing.channel in TITLED else "",
        "body": body,
        "payload": payload,
        "due_at": (desk.now - HEAD_START if outgoing.urgent else desk.now).isoformat(),
        "idempotency_key": _key(message, outgoing),
    }
    return (
        place_on_whatsapp(row, outgoing, desk) if outgoing.channel == Channel.WHATSAPP else _with_address(row, outgoing)
    )


def _with_address(row: dict[str, Any], outgoing: OutgoingMessage) -> dict[str, Any]:
    user = outgoing.user
    address = (_chat(user) if outgoing.channel == Channel.TELEGRAM else user.email) if user else ""
    address = str(outgoing.extra.get("chat_id") or outgoing.extra.get("address") or address or "")
    row["address"] = address
    if not address:
        row["status"] = DeliveryStatus.NO_ADDRESS
    return row


def _chat(user: User) -> str:
    return str(user.telegram_chat_id) if reaches_on_telegram(user) else ""


def _key(message: OutboxMessage, outgoing: OutgoingMessage) -> str:
    who = (
        f"u{outgoing.user.id}"
        if outgoing.user
        else f"c{outgoing.customer.id}"
        if outgoing.customer
        else f"w{outgoing.contact.id}"
        if outgoing.contact
        else "x"
    )
    return f"{message.id}:{outgoing.channel}:{who}:{outgoing.key}"
