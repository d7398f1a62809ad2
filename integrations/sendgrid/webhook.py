"""Checks and reads SendGrid's event webhook; `parse` survives any JSON whatever."""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key

from integrations.shapes import fingerprint, items, moment, text, unique_key

SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature"
TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp"
MOST_EVENTS = 1000
OLDEST_SECONDS = 3 * 86400  # SendGrid tries again for a day

_TAIL = re.compile(r"\.(?:filter|recvd)")


@dataclass(frozen=True, slots=True)
class MailEvent:
    """`status`: delivered, failed, or empty for what changes nothing; `code` says why it failed."""

    unique_key: str
    kind: str
    provider_id: str
    mark: str
    status: str
    at: datetime | None
    code: str
    detail: str
    raw: dict[str, Any]


def signature_is_valid(
    raw: bytes, signature: str | None, timestamp: str | None, public_key: str, *, now: datetime
) -> bool:
    """ECDSA over timestamp and raw body, signed in the last days; no configured key means nothing is valid."""
    if not (signature and timestamp and public_key):
        return False
    if not re.fullmatch("[0-9]{1,12}", timestamp) or abs(now.timestamp() - int(timestamp)) > OLDEST_SECONDS:
        return False
    try:
        key = load_der_public_key(base64.b64decode(public_key))
        given = base64.b64decode(signature, validate=True)
        if not isinstance(key, ec.EllipticCurvePublicKey):
            return False
        key.verify(given, timestamp.encode("utf-8", "replace") + raw, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def parse(body: Any) -> list[MailEvent]:
    """Read a batch."""
    return [_read(one) for one in items({"events": body}, "events")[:MOST_EVENTS] if isinstance(one, dict)]


def _read(one: dict[str, Any]) -> MailEvent:
    kind = text(one, "event") or "unknown"
    identity = text(one, "sg_event_id") or fingerprint(one)
    status = {"delivered": "delivered", "bounce": "failed", "dropped": "failed"}.get(kind, "")
    return MailEvent(
        unique_key=unique_key("sendgrid", identity),
        kind=kind,
        provider_id=_TAIL.split(text(one, "sg_message_id") or "")[0][:128],
        mark=text(one, "delivery_id") or "",
        status=status,
        at=moment(one, "timestamp"),
        code=_code(kind, text(one, "type") or "", text(one, "status") or "") if status == "failed" else "",
        detail=(text(one, "reason") or "")[:500],
        raw=one,
    )


def _code(kind: str, how: str, status: str) -> str:
    """Why, in a word of ours; `status` is the enhanced code (RFC 3463) of the receiving server."""
    if kind == "dropped":
        return "dropped"
    if how == "blocked" or status.startswith(("5.7", "4.7")):
        return "bounce_blocked"
    if status.startswith("5.1"):
        return "bounce_address"
    return "bounce_full" if status.endswith(".2.2") else "bounce"
