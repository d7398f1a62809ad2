"""The signed links and codes of the status page's subscribers: one that confirms, one that manages."""

from datetime import datetime

from app.core.crypto.derived_secrets import Sealed
from app.core.identifiers import read_id
from app.http.pages.links.sealed_link import is_genuine, lasting_token, read_lasting, seal

CONFIRM_SECONDS = 86400
_MANAGE, _CHAT = b"status-subscriber", b"status-chat"


def confirm_link(subscriber_id: int, now: datetime) -> tuple[str, Sealed]:
    """The path with a mark in it, and what the message keeps of the secret that is put in as it leaves."""
    ending, sealed = seal(f"status {subscriber_id}", now, seconds=CONFIRM_SECONDS)
    return f"/subscribe/{subscriber_id}-{ending}", sealed


def read_confirm(token: str, now: datetime) -> int | None:
    """The subscriber; None for a link that is not ours or older than a day."""
    number, _, ending = token.partition("-")
    subscriber_id = read_id(number)
    return subscriber_id if is_genuine(f"status {subscriber_id}", ending, now) else None


def manage_path(subscriber_id: int) -> str:
    """It never expires: an old message may be the one somebody has had enough of."""
    return f"/s/{lasting_token(_MANAGE, subscriber_id)}"


def read_manage(token: str) -> int | None:
    """The subscriber; None for anything we did not sign."""
    return read_lasting(_MANAGE, token)


def chat_code(subscriber_id: int) -> str:
    """What the message of a chat holds to prove it: 22 characters that a Telegram start link may have, too."""
    return lasting_token(_CHAT, subscriber_id)


def read_chat_code(code: str) -> int | None:
    """The subscriber; None for anything we did not sign. Its age is its row's."""
    return read_lasting(_CHAT, code)
