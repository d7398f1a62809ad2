"""The links of an address that gets the support desk's monthly report: one that confirms it, one that stops it."""

import base64
import binascii
from datetime import datetime

from app.core.crypto.derived_secrets import Sealed
from app.core.identifiers import read_id
from app.http.pages.sealed_link import is_genuine, lasting_token, read_lasting, seal

CONFIRM_SECONDS = 7 * 86400
_STOP = b"support-report"


def report_link(recipient_id: int, email: str, now: datetime) -> tuple[str, Sealed]:
    """The path with a mark in it, and what the message keeps of the secret that is put in as it leaves."""
    ending, sealed = seal(_about(recipient_id, email), now, seconds=CONFIRM_SECONDS)
    written = base64.urlsafe_b64encode(email.encode()).decode().rstrip("=")
    return f"/ticket/report/{recipient_id}.{written}.{ending}", sealed


def read_report(token: str, now: datetime) -> tuple[int, str] | None:
    """Recipient and address; None for a link that is not ours or older than a week."""
    number, _, rest = token.partition(".")
    written, _, ending = rest.partition(".")
    try:
        recipient_id, email = read_id(number), base64.urlsafe_b64decode(f"{written}==").decode()
    except (binascii.Error, ValueError):
        return None
    genuine = recipient_id is not None and is_genuine(_about(recipient_id, email), ending, now)
    return (recipient_id, email) if genuine and recipient_id is not None else None


def report_stop_path(recipient_id: int) -> str:
    return f"/r/{lasting_token(_STOP, recipient_id)}"


def read_report_stop(token: str) -> int | None:
    return read_lasting(_STOP, token)


def _about(recipient_id: int, email: str) -> str:
    return f"support-report {recipient_id} {email}"
