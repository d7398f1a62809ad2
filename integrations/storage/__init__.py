"""Where files lie: under random keys that say nothing about whose they are."""

from typing import BinaryIO, Protocol


class Missing(Exception):
    """Nothing lies under this key."""


class Storage(Protocol):
    """The port; a key once given out never changes its bytes."""

    def save(self, content: bytes) -> str:
        """Keep these bytes for good; the new key."""
        ...

    def open(self, key: str) -> BinaryIO:
        """A seekable reader; raises Missing."""
        ...
