"""The signed links of the status page's subscribers: one that confirms, one that manages."""

import base64
import binascii
import hmac

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.http.security.secret_keys import derivation_key

CONFIRM_SECONDS = 86400
_ID_BYTES, _MAC_BYTES = 6, 10  # 22 characters: SendGrid breaks a List-Unsubscribe of 78 bytes or more


def confirm_path(subscriber_id: int) -> str:
    return f"/subscribe/{_signer().dumps(subscriber_id)}"


def read_confirm(token: str) -> int | None:
    """The subscriber; None for a link that is not ours or older than a day."""
    try:
        return int(_signer().loads(token, max_age=CONFIRM_SECONDS))
    except (BadSignature, TypeError, ValueError):
        return None


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
    return int.from_bytes(who) if hmac.compare_digest(mac, _mac(who)) else None


def _mac(who: bytes) -> bytes:
    return hmac.digest(derivation_key().encode(), b"status-subscriber:" + who, "sha256")[:_MAC_BYTES]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="status-subscriber")
