"""Links by which somebody confirms an address that was typed for a record: the address stands in the link."""

import base64
import binascii
from datetime import datetime

from app.core.crypto.derived_secrets import Sealed
from app.core.identifiers import read_id
from app.http.pages.links.sealed_link import is_genuine, seal

CONFIRM_SECONDS = 7 * 86400


def seal_address(purpose: str, record_id: int, email: str, now: datetime) -> tuple[str, Sealed]:
    """The token with a mark in it, and what the message keeps of the secret that is put in as it leaves."""
    ending, sealed = seal(_about(purpose, record_id, email), now, seconds=CONFIRM_SECONDS)
    written = base64.urlsafe_b64encode(email.encode()).decode().rstrip("=")
    return f"{record_id}.{written}.{ending}", sealed


def read_sealed_address(purpose: str, token: str, now: datetime) -> tuple[int, str] | None:
    """Record and address; None for a link that is not ours or older than a week."""
    number, _, rest = token.partition(".")
    written, _, ending = rest.partition(".")
    try:
        record_id, email = read_id(number), base64.urlsafe_b64decode(f"{written}==").decode()
    except (binascii.Error, ValueError):
        return None
    genuine = record_id is not None and is_genuine(_about(purpose, record_id, email), ending, now)
    return (record_id, email) if genuine and record_id is not None else None


def _about(purpose: str, record_id: int, email: str) -> str:
    return f"{purpose} {record_id} {email}"
