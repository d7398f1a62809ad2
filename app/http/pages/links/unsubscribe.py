"""The token in an e-mail that stops this kind of e-mail for its reader, without a login and for nothing else."""

import base64
import binascii
import hmac

from itsdangerous import BadData, URLSafeSerializer

from app.http.security.secret_keys import derivation_key
from app.models.messaging.notification import Topic

# 16 bytes, 22 characters: SendGrid encodes a List-Unsubscribe of 78 bytes or more, which breaks it
_ID_BYTES, _MAC_BYTES = 6, 10
STOP_PATH_LENGTH = len("/u/") + 22
_SALT = "unsubscribe"


def stop_path(user_id: int, topic: Topic) -> str:
    """It never expires: an old e-mail may be the one somebody has had enough of."""
    person = user_id.to_bytes(_ID_BYTES)
    token = base64.urlsafe_b64encode(person + _mac(person, topic)).rstrip(b"=")
    return f"/u/{token.decode()}"


def read_stop(token: str) -> tuple[int, Topic] | None:
    """Whose and what; None for anything we did not sign."""
    try:
        given = base64.urlsafe_b64decode(f"{token}==")
    except (binascii.Error, ValueError):
        return None
    person, mac = given[:_ID_BYTES], given[_ID_BYTES:]
    found = next((topic for topic in Topic if hmac.compare_digest(mac, _mac(person, topic))), None)
    if (
        found is None or stop_path(int.from_bytes(person), found) != f"/u/{token}"
    ):  # base64 reads one thing in many spellings
        return None
    return int.from_bytes(person), found


def read_old_stop(token: str) -> tuple[int, Topic] | None:
    """The longer tokens of e-mails sent before December 2026, which still work."""
    try:
        user_id, topic = URLSafeSerializer([derivation_key()], salt=_SALT).loads(token)
        return int(user_id), Topic(topic)
    except (BadData, TypeError, ValueError):
        return None


def _mac(person: bytes, topic: Topic) -> bytes:
    signed = b"unsubscribe:" + person + str(topic).encode()
    return hmac.digest(derivation_key().encode(), signed, "sha256")[:_MAC_BYTES]
