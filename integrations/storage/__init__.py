"""Where files lie: under random keys that say nothing about whose they are."""

import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, Protocol

KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{32}")


def new_key() -> str:
    """A random key; its two folders keep each folder short."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name[2:4]}/{name}"


class Missing(Exception):
    """Nothing lies under this key."""


class StorageDown(Exception):
    """The storage cannot be reached or refuses us."""


class Storage(Protocol):
    """The port; a key once given out never changes its bytes."""

    def save(self, content: bytes) -> str:
        """Keep these bytes for good; the new key. Raises StorageDown."""
        ...

    def put(self, key: str, content: bytes) -> None:
        """Keep these bytes under a key that was given out before: a restore. Raises StorageDown."""
        ...

    def open(self, key: str) -> BinaryIO:
        """A seekable reader; raises Missing, StorageDown."""
        ...

    def keys(self, *, before: datetime) -> Iterator[str]:
        """Every key whose bytes were written before this moment. Raises StorageDown."""
        ...

    def delete(self, key: str) -> None:
        """For bytes that no row refers to; none there is as good as deleted. Raises StorageDown."""
        ...
