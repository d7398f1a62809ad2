"""Hashing passwords: Argon2id with the parameters OWASP recommends."""

import os
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

MEMORY_KIB, PASSES, LANES = 19 * 1024, 2, 1


@cache
def _hasher() -> PasswordHash:
    """Cheap hashes are for tests only; settings refuse them in production."""
    if os.environ.get("PASSWORD_WORK") == "cheap":
        return PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    return PasswordHash((Argon2Hasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES),))


def hash_password(password: str) -> str:
    return _hasher().hash(password)


def matches(password: str, hashed: str) -> bool:
    return _hasher().verify(password, hashed)


def renewed_hash(password: str, hashed: str) -> str:
    """The hash as it is, or made anew where other parameters hold by now; the password must be the right one."""
    return hash_password(password) if _hasher().current_hasher.check_needs_rehash(hashed) else hashed


def waste_time(password: str) -> None:
    """An unknown name takes as long as a wrong password."""
    _hasher().verify(password, _dummy())


@cache
def _dummy() -> str:
    return hash_password("nobody has this password")
