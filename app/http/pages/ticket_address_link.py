"""The link by which a visitor confirms the address that they typed for their ticket."""

import base64
import binascii
from datetime import datetime

from app.core.crypto.derived_secrets import Sealed
from app.core.identifiers import read_id
from app.http.pages.sealed_link import is_genuine, seal

CONFIRM_SECONDS = 7 * 86400


def address_link(ticket_id: int, email: str, now: datetime) -> tuple[str, Sealed]:
    """The path with a mark in it, and what the message keeps of the secret that is put in as it leaves."""
    ending, sealed = seal(_about(ticket_id, email), now, seconds=CONFIRM_SECONDS)
    written = base64.urlsafe_b64encode(email.encode()).decode().rstrip("=")
    return f"/ticket/address/{ticket_id}.{written}.{ending}", sealed


def read_address(token: str, now: datetime) -> tuple[int, str] | None:
    """Ticket and address; None for a link that is not ours or older than a week."""
    number, _, rest = token.partition(".")
    written, _, ending = rest.partition(".")
    try:
        ticket_id, email = read_id(number), base64.urlsafe_b64decode(f"{written}==").decode()
    except (binascii.Error, ValueError):
        return None
    genuine = ticket_id is not None and is_genuine(_about(ticket_id, email), ending, now)
    return (ticket_id, email) if genuine and ticket_id is not None else None


def _about(ticket_id: int, email: str) -> str:
    return f"ticket-address {ticket_id} {email}"
