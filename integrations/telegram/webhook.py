"""Checks and reads Telegram's updates; `parse` survives any JSON whatever and heeds private chats only."""

import hmac
import re
from collections.abc import Mapping
from typing import Any

from integrations.shapes import fingerprint, mapping, storable, text, whole
from integrations.telegram.events import (
    ButtonPressed,
    Event,
    MembershipChanged,
    StartCommand,
    TextMessage,
    Unknown,
)

__all__ = [
    "ButtonPressed", "Event", "MembershipChanged", "StartCommand", "TextMessage", "Unknown", "parse",
    "secret_is_valid",
]  # fmt: skip

_START = re.compile(r"/start(?:@[A-Za-z0-9_]{1,64})?(?:[ \n]+([A-Za-z0-9_-]{1,64}))?[ \n]*", re.ASCII)


def secret_is_valid(header: str | None, secret: str) -> bool:
    """Check X-Telegram-Bot-Api-Secret-Token; no configured secret means nothing is valid."""
    if not header or not secret:
        return False
    return hmac.compare_digest(header.encode("utf-8", "replace"), secret.encode("utf-8", "replace"))


def parse(update: Any) -> Event:
    """Read one update."""
    update_id = whole(update, "update_id")
    if update_id is None:
        return _unknown(None, update)
    found = (
        _message(update_id, mapping(update, "message"))
        or _button(update_id, mapping(update, "callback_query"))
        or _membership(update_id, mapping(update, "my_chat_member"))
    )
    return found or _unknown(update_id, update)


def _message(update_id: int, message: Mapping[str, Any]) -> StartCommand | TextMessage | None:
    chat_id, from_id, words = _private_chat(message), _person(message), text(message, "text")
    message_id = whole(message, "message_id")
    if chat_id is None or from_id is None or words is None or message_id is None:
        return None
    first_name, username = text(message, "from", "first_name"), text(message, "from", "username")
    start = _START.fullmatch(words)
    if start:
        return StartCommand(update_id, chat_id, from_id, start[1], first_name, username)
    reply_to = whole(message, "reply_to_message", "message_id")
    return TextMessage(update_id, chat_id, from_id, message_id, words, first_name, username, reply_to)


def _button(update_id: int, query: Mapping[str, Any]) -> ButtonPressed | None:
    # The message may be "inaccessible" (date 0), but it keeps its chat and its id.
    message = mapping(query, "message")
    callback_id, pressed = text(query, "id"), text(query, "data")
    chat_id, message_id, from_id = _private_chat(message), whole(message, "message_id"), _person(query)
    if callback_id is None or pressed is None or chat_id is None or message_id is None or from_id is None:
        return None
    return ButtonPressed(update_id, callback_id, from_id, chat_id, message_id, pressed)


def _membership(update_id: int, change: Mapping[str, Any]) -> MembershipChanged | None:
    user_id, status = _private_chat(change), text(change, "new_chat_member", "status")
    if user_id is None or status not in {"kicked", "member"}:
        return None
    return MembershipChanged(update_id, user_id, blocked=status == "kicked")


def _private_chat(holder: Mapping[str, Any]) -> int | None:
    return whole(holder, "chat", "id") if text(holder, "chat", "type") == "private" else None


def _person(holder: Mapping[str, Any]) -> int | None:
    return None if mapping(holder, "from").get("is_bot") is True else whole(holder, "from", "id")


def _unknown(update_id: int | None, update: Any) -> Unknown:
    kept = storable(update)
    key = f"tg:other:{fingerprint(kept)}" if update_id is None else f"tg:{update_id}"
    return Unknown(update_id, key, kept if isinstance(kept, dict) else {"value": kept})
