"""Links whose secret is made as the message leaves: what stands in the table of messages opens nothing."""

import hmac
import re
from datetime import datetime

from app.core.crypto.derived_secrets import MARK, Sealed, derived_token
from app.http.security.secret_keys import derivation_key

_ENDING = re.compile(r"(\d{10})-([0-9a-f]{64})", re.ASCII)


def seal(about: str, now: datetime, *, seconds: int) -> tuple[str, Sealed]:
    """The end of the link with a mark in it, and what the message keeps. `about`: whom and what it is good for."""
    expires = int(now.timestamp()) + seconds
    return f"{expires}-{MARK}", {"use": "link", "nonce": f"{about} {expires}"}


def is_genuine(about: str, ending: str, now: datetime) -> bool:
    """Whether this end of a link was made for it and has not run out."""
    given = _ENDING.fullmatch(ending)
    if given is None or int(given[1]) < now.timestamp():
        return False
    return hmac.compare_digest(derived_token(derivation_key(), f"{about} {given[1]}"), given[2])
