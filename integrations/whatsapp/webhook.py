"""Checks and reads Meta's webhook; `parse` survives any JSON whatever."""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from typing import Any

from integrations.shapes import fingerprint, items, mapping, storable, text, unique_key
from integrations.whatsapp.account_events import read_change
from integrations.whatsapp.events import (
    AccountChanged,
    Event,
    IdentityChange,
    InboundMessage,
    StatusUpdate,
    TemplateChanged,
    Unknown,
)
from integrations.whatsapp.inbound import read_message, read_status

__all__ = [
    "AccountChanged", "Event", "IdentityChange", "InboundMessage", "StatusUpdate", "TemplateChanged", "Unknown",
    "parse", "signature_is_valid", "verify_challenge",
]  # fmt: skip


def verify_challenge(args: Mapping[str, str], verify_token: str) -> str | None:
    """Give the challenge to echo as plain text when Meta proves the token, else None (answer 403)."""
    given = args.get("hub.verify_token", "")
    if args.get("hub.mode") != "subscribe" or not verify_token:
        return None
    if not hmac.compare_digest(_bytes(given), _bytes(verify_token)):
        return None
    return args.get("hub.challenge")


def signature_is_valid(raw: bytes, header: str | None, app_secret: str) -> bool:
    """Check X-Hub-Signature-256 over the body exactly as received; no secret means nothing is valid."""
    if not header or not app_secret:
        return False
    expected = "sha256=" + hmac.new(_bytes(app_secret), raw, hashlib.sha256).hexdigest()
    return hmac.compare_digest(_bytes(header.strip()), _bytes(expected))


def parse(payload: Any, phone_number_id: str | None = None) -> list[Event]:
    """Split a batch into events, leaving out other numbers' and repetitions of the same event."""
    found: dict[str, Event] = {}
    for event in _events(payload, phone_number_id):
        found.setdefault(event.unique_key, event)
    return list(found.values())


def _events(payload: Any, ours: str | None) -> Iterator[Event]:
    entries = items(payload, "entry")
    if not entries:
        yield _unknown(payload)
    for entry in entries:
        changes = items(entry, "changes")
        if not changes:
            yield _unknown(entry)
        for change in changes:
            yield from _of_change(entry, change, ours)


def _of_change(entry: Any, change: Any, ours: str | None) -> Iterator[Event]:
    value = mapping(change, "value")
    number = text(value, "metadata", "phone_number_id")
    if ours is not None and number is not None and number != ours:
        return
    parts = [*items(value, "messages"), *items(value, "statuses")]
    # Without its metadata a message may be another number's: keep it, but let it have no effect.
    foreign = ours is not None and number is None
    if text(change, "field") != "messages" or not parts or foreign:
        when = {"entry_id": mapping(entry).get("id"), "time": mapping(entry).get("time")}
        other = _unknown({**when, "change": change}, text(change, "field"))
        yield read_change(other.field_name, value, other.key, other.raw) or other
        return
    for message in items(value, "messages"):
        yield read_message(message, value) or _unknown(message, "messages")
    for status in items(value, "statuses"):
        yield read_status(status) or _unknown(status, "statuses")


def _unknown(raw: Any, field_name: str | None = None) -> Unknown:
    kept = storable(raw)
    as_object = kept if isinstance(kept, dict) else {"value": kept}
    return Unknown(unique_key("wa:other", fingerprint(kept)), as_object, field_name)


def _bytes(value: str) -> bytes:
    # compare_digest refuses non-ASCII strings with a TypeError, so bytes it is.
    return value.encode("utf-8", "replace")
