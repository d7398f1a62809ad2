"""The link by which a visitor confirms the address that they typed for their ticket."""

from datetime import datetime

from app.core.crypto.derived_secrets import Sealed
from app.http.pages.links.address_link import read_sealed_address, seal_address

_CONFIRM = "ticket-address"


def address_link(ticket_id: int, email: str, now: datetime) -> tuple[str, Sealed]:
    token, sealed = seal_address(_CONFIRM, ticket_id, email, now)
    return f"/ticket/address/{token}", sealed


def read_address(token: str, now: datetime) -> tuple[int, str] | None:
    """Ticket and address; None for a link that is not ours or older than a week."""
    return read_sealed_address(_CONFIRM, token, now)
