"""First half of the relay: turn each due promise into letters, one Delivery row per recipient and channel."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from flask import current_app, render_template
from flask_babel import force_locale
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import transaction
from app.jobs.letters import ADDRESSERS
from app.jobs.letters.letter import Letter
from app.jobs.whatsapp_window import place_on_whatsapp
from app.models.outbox import PROMISE_FLOW, Channel, Delivery, DeliveryStatus, OutboxMessage, OutboxStatus
from workflows.moves import move

BATCH = 50
MOST_TRIES = 8
HEAD_START = timedelta(hours=1)  # an urgent letter's due time lies back, so that it goes before any backlog
FILES = {
    Channel.WHATSAPP: ("whatsapp.txt",),
    Channel.TELEGRAM: ("telegram.html",),
    Channel.EMAIL: ("email.txt",),
    Channel.IN_APP: ("inapp.txt", "email.txt"),
    Channel.PUSH: ("push.txt", "inapp.txt", "email.txt"),
    Channel.WEBHOOK: ("webhook.json",),
}
TITLED = {Channel.EMAIL, Channel.IN_APP, Channel.PUSH}  # the first line is a subject
OPENED = {Channel.IN_APP, Channel.PUSH}  # the whole of it is a link already: none in the words

log = structlog.get_logger()


def address_due() -> int:
    """Address up to a batch of due messages in one transaction; how many there were.

    One that cannot be addressed must not hold up the others: then each gets a transaction of its own.
    """
    now = utc_now()
    try:
        with transaction() as session:
            return _address(session, _due(session, now, BATCH), now)
    except Exception as problem:  # noqa: BLE001  whatever it is, it concerns one of them
        log.warning("outbox.batch_failed", error=type(problem).__name__)
    done = 0
    while done < BATCH and _address_one():
        done += 1
    return done


def _address_one() -> bool:
    """Address the oldest due message, or put it back; False when there is none."""
    now = utc_now()
    message_id = None
    try:
        with transaction() as session:
            found = _due(session, now, 1)
            message_id = found[0].id if found else None
            _address(session, found, now)
    except Exception as problem:
        if message_id is None:
            raise
        _put_back(message_id, problem)
    return message_id is not None


def _due(session: Session, now: datetime, size: int) -> Sequence[OutboxMessage]:
    due = select(OutboxMessage).where(OutboxMessage.status == OutboxStatus.WAITING, OutboxMessage.due_at <= now)
    ordered = due.order_by(OutboxMessage.due_at, OutboxMessage.id).limit(size).with_for_update(skip_locked=True)
    return session.scalars(ordered.execution_options(populate_existing=True)).all()


def _address(session: Session, messages: Sequence[OutboxMessage], now: datetime) -> int:
    rows = [
        _row(session, message, letter, now)
        for message in messages
        for letter in ADDRESSERS[message.kind](session, message)
    ]
    if rows:
        session.execute(insert(Delivery).on_conflict_do_nothing(index_elements=[Delivery.idempotency_key]), rows)
    if messages:
        theirs = OutboxMessage.id.in_([message.id for message in messages])
        done = update(OutboxMessage).where(theirs, OutboxMessage.status == OutboxStatus.WAITING)
        session.execute(
            done.values(status=OutboxStatus.ADDRESSED, error="").execution_options(synchronize_session=False)
        )
    return len(messages)


def _row(session: Session, message: OutboxMessage, letter: Letter, now: datetime) -> dict[str, Any]:
    public_url = current_app.config["SETTINGS"].public_url.rstrip("/")
    link = f"{public_url}{letter.link}" if letter.link else None
    with force_locale(letter.locale):
        files = [f"messages/{letter.template}/{name}" for name in FILES[letter.channel]]
        shown = "" if letter.channel in OPENED else link
        text = render_template(files, link=shown, **letter.facts).strip()
    payload: dict[str, Any] = dict(letter.extra)
    if letter.buttons:
        payload["buttons"] = [
            [{"text": b.text, "callback": b.callback, "url": b.url} for b in row] for row in letter.buttons
        ]
    if link:
        payload["link"] = link
    row: dict[str, Any] = {
        "message_id": message.id,
        "kind": message.kind,
        "channel": letter.channel,
        "status": DeliveryStatus.QUEUED,
        "user_id": letter.user.id if letter.user else None,
        "customer_id": letter.customer.id if letter.customer else None,
        "contact_id": letter.contact.id if letter.contact else None,
        "address": "",
        "error_code": "",
        "subject": text.partition("\n")[0][:200] if letter.channel in TITLED else "",
        "body": text,
        "payload": payload,
        "due_at": now - HEAD_START if letter.urgent else now,
        "idempotency_key": _key(message, letter),
    }
    return _with_address(session, row, letter, now)


def _with_address(session: Session, row: dict[str, Any], letter: Letter, now: datetime) -> dict[str, Any]:
    if letter.channel == Channel.WHATSAPP:
        return place_on_whatsapp(session, row, letter, now)
    user = letter.user
    address = (str(user.telegram_chat_id or "") if letter.channel == Channel.TELEGRAM else user.email) if user else ""
    address = str(letter.extra.get("chat_id") or letter.extra.get("address") or address or "")
    row["address"] = address
    if not address:
        row["status"] = DeliveryStatus.NO_ADDRESS
    return row


def _key(message: OutboxMessage, letter: Letter) -> str:
    who = (
        f"u{letter.user.id}"
        if letter.user
        else f"c{letter.customer.id}"
        if letter.customer
        else f"w{letter.contact.id}"
        if letter.contact
        else "x"
    )
    return f"{message.id}:{letter.channel}:{who}:{letter.key}"


def _put_back(message_id: int, problem: Exception) -> None:
    log.error("outbox.address_failed", message_id=message_id, exc_info=problem)
    with transaction() as session:
        now = utc_now()
        message = session.get_one(OutboxMessage, message_id, with_for_update=True, populate_existing=True)
        if message.status != OutboxStatus.WAITING:
            return
        message.tries += 1
        message.error = f"{type(problem).__name__}: {problem}".replace("\x00", "")[:1000]
        message.due_at = now + timedelta(seconds=min(5 * 2**message.tries, 600) * random.uniform(0.8, 1.2))  # noqa: S311
        if message.tries >= MOST_TRIES:
            move(session, PROMISE_FLOW, message.id, "park", actor=None, now=now)
