"""Checks and reads Clerk's webhooks (signed by Svix, the scheme of Standard Webhooks under other header names)."""

import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

from integrations.shapes import items, reach, text, whole

LATEST = 253_402_300_799_000  # milliseconds: the end of the year 9999


@dataclass(frozen=True, slots=True)
class ClerkEvent:
    """`kind`: user, gone, session_over or other."""

    unique_key: str
    kind: str
    subject: str
    name: str
    email: str
    email_verified: bool
    at: datetime


def signature_is_valid(raw: bytes, headers: Mapping[str, str], secret: str) -> bool:
    """At most five minutes old; no configured secret means nothing is valid."""
    if not secret:
        return False
    renamed = {f"webhook-{part}": headers.get(f"svix-{part}", "") for part in ("id", "timestamp", "signature")}
    try:
        Webhook(secret).verify(raw, renamed, json_parse=False)
    except (WebhookVerificationError, ValueError, binascii.Error, UnicodeDecodeError):
        return False
    return True


def parse(body: Any, message_id: str) -> ClerkEvent:
    """Survives any JSON whatever."""
    fact = text(body, "type") or "unknown"
    kind = {"user.created": "user", "user.updated": "user", "user.deleted": "gone"}.get(fact, "other")
    if fact in {"session.ended", "session.removed", "session.revoked"}:
        kind = "session_over"
    subject = text(body, "data", "user_id" if kind == "session_over" else "id") or ""
    email, verified = _primary_email(reach(body, "data"))
    names = (text(body, "data", "first_name"), text(body, "data", "last_name"))
    return ClerkEvent(
        unique_key=f"clerk:{message_id}"[:200],
        kind=kind if subject else "other",
        subject=subject[:250],
        name=" ".join(part for part in names if part),
        email=email[:254],
        email_verified=verified,
        at=_moment(whole(body, "data", "updated_at") if kind == "user" else whole(body, "timestamp")),
    )


def _primary_email(data: Any) -> tuple[str, bool]:
    wanted = text(data, "primary_email_address_id")
    for one in items(data, "email_addresses"):
        if text(one, "id") == wanted:
            return text(one, "email_address") or "", text(one, "verification", "status") == "verified"
    return "", False


def _moment(milliseconds: int | None) -> datetime:
    """The beginning of time where there is none: such news never beats what is known."""
    return datetime.fromtimestamp(min(max(milliseconds or 0, 0), LATEST) / 1000, UTC)
