"""The signed links of the status page's subscribers: one that confirms, one that manages."""

import base64
import binascii
import hmac
from datetime import datetime

from app.core.crypto.derived_secrets import Sealed
from app.core.identifiers import read_id
from app.http.pages.sealed_link import is_genuine, seal
from app.http.security.secret_keys import derivation_key

CONFIRM_SECONDS = 86400
_ID_BYTES, _MAC_BYTES = 6, 10  # 22 characters: SendGrid breaks a List-Unsubscribe of 78 bytes or more


def confirm_link(subscriber_id: int, now: datetime) -> tuple[str, Sealed]:
    """The path with a mark in it, and what the message keeps of the secret that is put in as it leaves."""
    ending, sealed = seal(f"status {subscriber_id}", now, seconds=CONFIRM_SECONDS)
    return f"/subscribe/{subscriber_id}-{ending}", sealed


def read_confirm(token: str, now: datetime) -> int | None:
    """The subscriber; None for a link that is not ours or older than a day."""
    number, _, ending = token.partition("-")
    subscriber_id = read_id(number)
    return subscriber_id if is_genuine(f"status {subscriber_id}", ending, now) else None


def manage_path(subscriber_id: int) -> str:
    """It never expires: an old e-mail may be the one somebody has had enough of."""
    who = subscriber_id.to_bytes(_ID_BYTES)
    return f"/s/{base64.urlsafe_b64encode(who + _mac(who)).rstrip(b'=').decode()}"


def read_manage(token: str) -> int | None:
    """The subscriber; None for anything we did not sign."""
    try:
        given = base64.urlsafe_b64decode(f"{token}==")
    except (binascii.Error, ValueError):
        return None
    who, mac = given[:_ID_BYTES], given[_ID_BYTES:]
    known = hmac.compare_digest(mac, _mac(who)) and manage_path(int.from_bytes(who)) == f"/s/{token}"
    return int.from_bytes(who) if known else None


def _mac(who: bytes) -> bytes:
    return hmac.digest(derivation_key().encode(), b"status-subscriber:" + who, "sha256")[:_MAC_BYTES]
