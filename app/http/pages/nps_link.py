"""The signed links of the 0-10 survey: one that answers, and one in e-mails that stops it."""

import base64
import binascii
import hmac
from datetime import datetime

from app.core.crypto.derived_secrets import Sealed
from app.core.identifiers import read_id
from app.http.pages.sealed_link import is_genuine, seal
from app.http.security.secret_keys import derivation_key
from workflows.releases.survey import INVITATION_LIVES

_ID_BYTES, _MAC_BYTES = 6, 10  # 22 characters: SendGrid breaks a List-Unsubscribe of 78 bytes or more


def nps_link(invitation_id: int, now: datetime) -> tuple[str, Sealed]:
    """The path with a mark in it, and what the message keeps of the secret that is put in as it leaves."""
    ending, sealed = seal(f"nps {invitation_id}", now, seconds=int(INVITATION_LIVES.total_seconds()))
    return f"/nps/{invitation_id}-{ending}", sealed


def read_nps(token: str, now: datetime) -> int | None:
    """The invitation; None for a link that is not ours or older than 30 days."""
    number, _, ending = token.partition("-")
    invitation_id = read_id(number)
    return invitation_id if is_genuine(f"nps {invitation_id}", ending, now) else None


def nps_stop_path(invitation_id: int) -> str:
    """It never expires: an old e-mail may be the one somebody has had enough of."""
    which = invitation_id.to_bytes(_ID_BYTES)
    return f"/n/{base64.urlsafe_b64encode(which + _mac(which)).rstrip(b'=').decode()}"


def read_nps_stop(token: str) -> int | None:
    """The invitation; None for anything we did not sign."""
    try:
        given = base64.urlsafe_b64decode(f"{token}==")
    except (binascii.Error, ValueError):
        return None
    which, mac = given[:_ID_BYTES], given[_ID_BYTES:]
    known = hmac.compare_digest(mac, _mac(which)) and nps_stop_path(int.from_bytes(which)) == f"/n/{token}"
    return int.from_bytes(which) if known else None


def _mac(which: bytes) -> bytes:
    return hmac.digest(derivation_key().encode(), b"nps-invitation:" + which, "sha256")[:_MAC_BYTES]
