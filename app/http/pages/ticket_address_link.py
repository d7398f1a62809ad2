"""The signed link by which a visitor confirms the address that they typed for their ticket."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

CONFIRM_SECONDS = 7 * 86400


def address_path(ticket_id: int, email: str) -> str:
    return f"/ticket/address/{_signer().dumps([ticket_id, email])}"


def read_address(token: str) -> tuple[int, str] | None:
    """Ticket and address; None for a link that is not ours or older than a week."""
    try:
        ticket_id, email = _signer().loads(token, max_age=CONFIRM_SECONDS)
        return int(ticket_id), str(email)
    except (BadSignature, TypeError, ValueError):
        return None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="ticket-address")
