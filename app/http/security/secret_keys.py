"""The keys of this installation for those who sign, verify and derive."""

from collections.abc import Iterator

from flask import Flask, current_app

from app.core.clock import utc_now
from app.core.crypto.key_ring import KeyRing
from app.core.db import db
from workflows.secret_keys import find_derivation_key

KEPT = "derivation_key"


class VerifyingKeys:
    """For libraries that keep a list of keys: it is asked anew each time, so that old keys end by themselves."""

    def __init__(self, ring: KeyRing, *, with_current: bool) -> None:
        self._ring, self._with_current = ring, with_current

    def __iter__(self) -> Iterator[str]:
        keys = self._ring.verifying(utc_now())
        return iter(keys if self._with_current else keys[:-1])

    def __len__(self) -> int:
        return len(list(iter(self)))


def signing_keys() -> list[str]:
    """For itsdangerous: all of them verify, the last one signs."""
    return current_app.config["SETTINGS"].keys.verifying(utc_now())


def derivation_key() -> str:
    """What second factors, codes, links and webhook secrets are drawn from; read once per process."""
    if KEPT not in current_app.extensions:
        current_app.extensions[KEPT] = find_derivation_key(db.session(), current_app.config["SETTINGS"].keys)
    return current_app.extensions[KEPT]


def derivation_key_of(app: Flask) -> str:
    """The same for threads that stand in no context."""
    with app.app_context():
        return derivation_key()
