"""The signed links and codes of the status page's subscribers: one that confirms, one that manages."""

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
_MANAGE, _CHAT = b"status-subscriber", b"status-chat"


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
    """It never expires: an old message may be the one somebody has had enough of."""
    return f"/s/{_token(_MANAGE, subscriber_id)}"


def read_manage(token: str) -> int | None:
    """The subscriber; None for anything we did not sign."""
    return _read(_MANAGE, token)


def chat_code(subscriber_id: int) -> str:
    """What the message of a chat holds to prove it: 22 characters that a Telegram start link may have, too."""
    return _token(_CHAT, subscriber_id)


def read_chat_code(code: str) -> int | None:
    """The subscriber; None for anything we did not sign. Its age is its row's."""
    return _read(_CHAT, code)


def _token(use: bytes, subscriber_id: int) -> str:
    who = subscriber_id.to_bytes(_ID_BYTES)
    return base64.urlsafe_b64encode(who + _mac(use, who)).rstrip(b"=").decode()


def _read(use: bytes, token: str) -> int | None:
    try:
        given = base64.urlsafe_b64decode(f"{token}==")
    except (binascii.Error, ValueError):
        return None
    who, mac = given[:_ID_BYTES], given[_ID_BYTES:]
    known = hmac.compare_digest(mac, _mac(use, who)) and _token(use, int.from_bytes(who)) == token
    return int.from_bytes(who) if known else None


def _mac(use: bytes, who: bytes) -> bytes:
    return hmac.digest(derivation_key().encode(), use + b":" + who, "sha256")[:_MAC_BYTES]
