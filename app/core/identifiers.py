"""Names that cannot be guessed, and ids that come from outside."""

import hashlib
import re
import secrets
import uuid

from app.core.errors import NotFound

LONGEST_ID = 18  # digits of a BIGINT that cannot overflow
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


def new_token() -> str:
    """A link or deep-link secret: 192 random bits in 32 URL-safe characters."""
    return secrets.token_urlsafe(24)


def new_secret() -> str:
    """What a log-in or a token hangs on: 256 random bits in 43 URL-safe characters."""
    return secrets.token_urlsafe(32)


def new_key() -> str:
    """An idempotency key for one form."""
    return uuid.uuid4().hex


def is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None


def sha256(content: bytes | str) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def read_id(text: str) -> int | None:
    """A record's id in plain digits; None for anything else, and for a number no record can have."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID else None


def require_id(text: str) -> int:
    """The same of a reference that must lead to a record. Raises NotFound."""
    number = read_id(text)
    if number is None:
        raise NotFound
    return number
