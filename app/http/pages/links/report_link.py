"""The links of an address that gets the support desk's monthly report: one that confirms it, one that stops it."""

from datetime import datetime

from app.core.crypto.derived_secrets import Sealed
from app.http.pages.links.address_link import read_sealed_address, seal_address
from app.http.pages.links.sealed_link import lasting_token, read_lasting

_CONFIRM = "support-report"
_STOP = b"support-report"


def report_link(recipient_id: int, email: str, now: datetime) -> tuple[str, Sealed]:
    token, sealed = seal_address(_CONFIRM, recipient_id, email, now)
    return f"/ticket/report/{token}", sealed


def read_report(token: str, now: datetime) -> tuple[int, str] | None:
    """Recipient and address; None for a link that is not ours or older than a week."""
    return read_sealed_address(_CONFIRM, token, now)


def report_stop_path(recipient_id: int) -> str:
    return f"/r/{lasting_token(_STOP, recipient_id)}"


def read_report_stop(token: str) -> int | None:
    return read_lasting(_STOP, token)
