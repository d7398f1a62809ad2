"""Where backups lie: a directory or a bucket. A name never changes its bytes."""

import hashlib
import re
from pathlib import Path
from typing import BinaryIO, Protocol

NAME = re.compile(r"sigap-[0-9]{8}T[0-9]{6}Z\.(tar\.age|json)")
PIECE = 1024 * 1024
MISSING = "{} tidak ada di tempat cadangan"


class PlaceDown(Exception):
    """The place cannot be reached, is full or refuses us."""


class NoSuchBackup(Exception):
    """Nothing lies under this name."""


class BackupPlace(Protocol):
    def put(self, name: str, file: Path) -> None:
        """Copy this file there under the name, whole or not at all. Raises PlaceDown."""
        ...

    def open(self, name: str) -> BinaryIO:
        """A reader of bytes as they lie there. Raises NoSuchBackup, PlaceDown."""
        ...

    def names(self) -> list[str]:
        """Every name of ours, oldest first. Raises PlaceDown."""
        ...

    def delete(self, name: str) -> None:
        """None there is as good as deleted. Raises PlaceDown."""
        ...

    def free_bytes(self) -> int | None:
        """Bytes free at the target; None where it does not tell."""
        ...


def digest_of(reader: BinaryIO) -> tuple[str, int]:
    """SHA-256 in hex and size in bytes of all that a reader gives."""
    hashed, size = hashlib.sha256(), 0
    while piece := reader.read(PIECE):
        hashed.update(piece)
        size += len(piece)
    return hashed.hexdigest(), size
