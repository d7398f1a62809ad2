"""Links whose secret is made as the message leaves: what stands in the table of messages opens nothing."""

import base64
import binascii
import hmac
import re
from datetime import datetime

from app.core.crypto.derived_secrets import MARK, Sealed, derived_token
from app.http.security.secret_keys import derivation_key

_ID_BYTES, _MAC_BYTES = 6, 10  # 22 characters: SendGrid breaks a List-Unsubscribe of 78 bytes or more
_ENDING = re.compile(r"(\d{10})-([0-9a-f]{64})", re.ASCII)


def seal(about: str, now: datetime, *, seconds: int) -> tuple[str, Sealed]:
    """The end of the link with a mark in it, and what the message keeps. `about`: whom and what it is good for."""
    expires = int(now.timestamp()) + seconds
    return f"{expires}-{MARK}", {"use": "link", "nonce": f"{about} {expires}"}


def is_genuine(about: str, ending: str, now: datetime) -> bool:
    """Whether this end of a link was made for it and has not run out."""
    given = _ENDING.fullmatch(ending)
    if given is None or int(given[1]) < now.timestamp():
        return False
    return hmac.compare_digest(derived_token(derivation_key(), f"{about} {given[1]}"), given[2])


def lasting_token(use: bytes, number: int) -> str:
    """It never expires: an old message may be the one somebody has had enough of. `use`: what it is good for."""
    who = number.to_bytes(_ID_BYTES)
    return base64.urlsafe_b64encode(who + _mac(use, who)).rstrip(b"=").decode()


def read_lasting(use: bytes, token: str) -> int | None:
    """The number; None for anything we did not sign."""
    try:
        given = base64.urlsafe_b64decode(f"{token}==")
    except (binascii.Error, ValueError):
        return None
    who, mac = given[:_ID_BYTES], given[_ID_BYTES:]
    known = hmac.compare_digest(mac, _mac(use, who)) and lasting_token(use, int.from_bytes(who)) == token
    return int.from_bytes(who) if known else None


def _mac(use: bytes, who: bytes) -> bytes:
    return hmac.digest(derivation_key().encode(), use + b":" + who, "sha256")[:_MAC_BYTES]
