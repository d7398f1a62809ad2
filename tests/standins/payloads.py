"""Webhooks exactly as the providers post them; the signatures are made here without our own code."""

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Mapping
from typing import Any

PHONE_NUMBER_ID = "1122334455667"
WABA_ID = "102290129340398"
WA_APP_SECRET = "standin-app-secret"
TELEGRAM_SECRET = "standin-telegram-secret"
MIDTRANS_KEY = "SB-Mid-server-standin"

_numbers = itertools.count(1)


def whatsapp_value(phone_number_id: str = PHONE_NUMBER_ID, **value: Any) -> dict[str, Any]:
    """Wrap a value into Meta's envelope."""
    metadata = {"display_phone_number": "6281100000000", "phone_number_id": phone_number_id}
    whole = {"messaging_product": "whatsapp", "metadata": metadata, **value}
    change = {"value": whole, "field": "messages"}
    return {"object": "whatsapp_business_account", "entry": [{"id": WABA_ID, "changes": [change]}]}


def whatsapp_message(
    kind: str,
    content: Any,
    *,
    wa_id: str | None = "6281234567890",
    user_id: str | None = "ID.13491208655302741918",
    name: str = "Pak Agus",
    wamid: str | None = None,
    timestamp: int | None = None,
    reply_to: str | None = None,
    phone_number_id: str = PHONE_NUMBER_ID,
    **more: Any,
) -> dict[str, Any]:
    """Make an inbound message of any kind; `wa_id=None` is a customer who hides the number."""
    contact: dict[str, Any] = {"profile": {"name": name}}
    message: dict[str, Any] = {"id": wamid or f"wamid.IN{next(_numbers):010d}"}
    if wa_id is not None:
        contact["wa_id"] = message["from"] = wa_id
    if user_id is not None:
        contact["user_id"] = message["from_user_id"] = user_id
    if reply_to is not None:
        message["context"] = {"from": "6281100000000", "id": reply_to}
    message |= {"timestamp": str(timestamp or int(time.time())), "type": kind, kind: content, **more}
    return whatsapp_value(phone_number_id, contacts=[contact], messages=[message])


def whatsapp_text(body: str, **given: Any) -> dict[str, Any]:
    """Make an inbound text."""
    return whatsapp_message("text", {"body": body}, **given)


def whatsapp_button(payload: str, text: str, **given: Any) -> dict[str, Any]:
    """Make the press of a template's quick-reply button."""
    return whatsapp_message("button", {"payload": payload, "text": text}, **given)


def whatsapp_status(
    wamid: str,
    status: str = "delivered",
    *,
    recipient_id: str | None = "6281234567890",
    recipient_user_id: str | None = None,
    callback_data: str | None = None,
    error_code: int | None = None,
    error_details: str = "Message failed to send.",
    timestamp: int | None = None,
    phone_number_id: str = PHONE_NUMBER_ID,
) -> dict[str, Any]:
    """Make a status of one of our messages; an `error_code` goes with "failed"."""
    found: dict[str, Any] = {"id": wamid, "status": status, "timestamp": str(timestamp or int(time.time()))}
    optional = {
        "recipient_id": recipient_id,
        "recipient_user_id": recipient_user_id,
        "biz_opaque_callback_data": callback_data,
    }
    found |= {key: value for key, value in optional.items() if value is not None}
    if error_code is not None:
        words = "Message failed"
        href = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"
        detail = {"error_data": {"details": error_details}, "href": href}
        found["errors"] = [{"code": error_code, "title": words, "message": words, **detail}]
    return whatsapp_value(phone_number_id, statuses=[found])


def whatsapp_identity_change(kind: str = "user_changed_number", **given: Any) -> dict[str, Any]:
    """Make a system message: the contact moved to `new` (a wa_id, or a user id)."""
    new = given.pop("new", "6281299999999")
    key = "wa_id" if kind == "user_changed_number" else "user_id"
    return whatsapp_message("system", {"type": kind, "body": f"User changed to {new}", key: new}, **given)


def whatsapp_batch(*payloads: Mapping[str, Any]) -> dict[str, Any]:
    """Put several payloads into one request, as Meta does under load."""
    entries = [entry for payload in payloads for entry in payload["entry"]]
    return {"object": "whatsapp_business_account", "entry": entries}


def whatsapp_raw(payload: Any) -> bytes:
    r"""Write JSON as Meta does: `\u` for all beyond ASCII, and `\/`."""
    return json.dumps(payload, separators=(",", ":")).replace("/", "\\/").encode()


def whatsapp_signature(raw: bytes, app_secret: str = WA_APP_SECRET) -> str:
    """Sign as Meta does (X-Hub-Signature-256)."""
    return "sha256=" + hmac.digest(app_secret.encode(), raw, "sha256").hex()


def whatsapp_signed(payload: Any, app_secret: str = WA_APP_SECRET) -> tuple[bytes, dict[str, str]]:
    """Give body and headers ready to post."""
    raw = whatsapp_raw(payload)
    signature = whatsapp_signature(raw, app_secret)
    return raw, {"Content-Type": "application/json", "X-Hub-Signature-256": signature}


def _person(chat_id: int, first_name: str, username: str | None) -> dict[str, Any]:
    named = {"id": chat_id, "is_bot": False, "first_name": first_name, "language_code": "id"}
    return {**named, "username": username} if username else named


def telegram_text(
    text: str,
    *,
    chat_id: int = 1111111,
    update_id: int | None = None,
    first_name: str = "Budi",
    username: str | None = "budi_s",
    chat_type: str = "private",
) -> dict[str, Any]:
    """Make a message to the bot."""
    number = next(_numbers)
    message: dict[str, Any] = {
        "message_id": 1000 + number,
        "from": _person(chat_id, first_name, username),
        "chat": {"id": chat_id, "type": chat_type, "first_name": first_name},
        "date": int(time.time()),
        "text": text,
    }
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    return {"update_id": update_id or 10_000 + number, "message": message}


def telegram_start(token: str | None = None, **given: Any) -> dict[str, Any]:
    """Make the press of Start, with the deep link's token."""
    return telegram_text(f"/start {token}" if token else "/start", **given)


def telegram_callback(
    data: str,
    *,
    chat_id: int = 1111111,
    from_id: int | None = None,
    message_id: int = 77,
    callback_id: str | None = None,
    update_id: int | None = None,
    accessible: bool = True,
) -> dict[str, Any]:
    """Make the press of a button."""
    number = next(_numbers)
    message: dict[str, Any] = {"message_id": message_id, "chat": {"id": chat_id, "type": "private"}, "date": 0}
    if accessible:
        message |= {"date": int(time.time()), "text": "Job baru…"}
    query = {
        "id": callback_id or f"4382bf{number:012d}",
        "from": _person(from_id or chat_id, "Budi", "budi_s"),
        "message": message,
        "chat_instance": "-3820749501",
        "data": data,
    }
    return {"update_id": update_id or 10_000 + number, "callback_query": query}


def telegram_membership(
    *, chat_id: int = 1111111, blocked: bool = True, update_id: int | None = None
) -> dict[str, Any]:
    """Make the news that somebody blocked or unblocked the bot."""
    number = next(_numbers)
    bot = {"id": 123456, "is_bot": True, "first_name": "Sigap", "username": "sigap_standin_bot"}
    before, after = ("member", "kicked") if blocked else ("kicked", "member")
    change = {
        "chat": {"id": chat_id, "type": "private", "first_name": "Budi"},
        "from": _person(chat_id, "Budi", "budi_s"),
        "date": int(time.time()),
        "old_chat_member": {"user": bot, "status": before},
        "new_chat_member": {"user": bot, "status": after},
    }
    return {"update_id": update_id or 10_000 + number, "my_chat_member": change}


def telegram_headers(secret: str = TELEGRAM_SECRET) -> dict[str, str]:
    """Give the headers Telegram posts with."""
    return {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secret}


def midtrans_signature(order_id: str, status_code: str, gross_amount: str, server_key: str = MIDTRANS_KEY) -> str:
    """Sign as Midtrans does."""
    digest = hashlib.sha512()
    for part in (order_id, status_code, gross_amount, server_key):
        digest.update(part.encode())
    return digest.hexdigest()


def midtrans_notification(
    order_id: str,
    amount_idr: int,
    transaction_status: str = "settlement",
    *,
    server_key: str = MIDTRANS_KEY,
    transaction_id: str = "513f1f01-c9da-474c-9fc9-d5c64364b709",
    fraud_status: str | None = "accept",
    payment_type: str = "qris",
    status_code: str | None = None,
    merchant_id: str = "G141532850",
    **more: Any,
) -> dict[str, Any]:
    """Make a notification with its right signature."""
    codes = {"pending": "201", "deny": "202", "expire": "202", "cancel": "202", "failure": "202"}
    code = status_code or codes.get(transaction_status, "200")
    gross = f"{amount_idr}.00"
    found: dict[str, Any] = {
        "transaction_time": "2026-11-21 08:02:42",
        "transaction_status": transaction_status,
        "transaction_id": transaction_id,
        "status_message": "midtrans payment notification",
        "status_code": code,
        "signature_key": midtrans_signature(order_id, code, gross, server_key),
        "payment_type": payment_type,
        "order_id": order_id,
        "merchant_id": merchant_id,
        "gross_amount": gross,
        "currency": "IDR",
        **more,
    }
    if fraud_status is not None:
        found["fraud_status"] = fraud_status
    if transaction_status == "settlement":
        found["settlement_time"] = "2026-11-21 08:06:48"
    return found
