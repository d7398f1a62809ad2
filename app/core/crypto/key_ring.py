"""SECRET_KEY and the ones before it: which signs, which still verify, and what is sealed under which."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.identifiers import sha256

NONCE_BYTES = 12


class NoKeyOpens(Exception):
    """What is sealed needs a key that is not set; its id is the message."""


def id_of_key(key: str) -> str:
    """Eight characters that name a key and tell nothing of it."""
    return sha256(f"sigap key id {key}")[:8]


@dataclass(frozen=True, slots=True)
class KeyRing:
    """`previous`: newest first; they verify signatures before `until`, and open what is sealed for as long as set."""

    current: str
    previous: tuple[str, ...] = ()
    until: datetime | None = None

    def verifying(self, now: datetime) -> list[str]:
        """The newest last: that one signs."""
        live = self.previous if self.until is not None and now < self.until else ()
        return [*reversed(live), self.current]

    def seal(self, secret: str) -> bytes:
        """AES-256-GCM under the current key."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + _cipher(self.current).encrypt(nonce, secret.encode(), None)

    def open(self, key_id: str, sealed: bytes) -> str:
        """Raises NoKeyOpens where no key has this id, or the bytes are not as they were sealed."""
        key = next((key for key in (self.current, *self.previous) if id_of_key(key) == key_id), None)
        if key is None:
            raise NoKeyOpens(key_id)
        try:
            return _cipher(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None).decode()
        except InvalidTag:
            raise NoKeyOpens(key_id) from None


def _cipher(key: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"sigap sealed key").derive(key.encode()))
