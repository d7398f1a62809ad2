"""A directory on this machine, or on a volume that all processes share."""

import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from integrations.storage import KEY, Missing, StorageDown, new_key


class LocalStorage:
    """Files in 65,536 folders, so that none grows too long to list."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def save(self, content: bytes) -> str:
        key = new_key()
        self.put(key, content)
        return key

    def put(self, key: str, content: bytes) -> None:
        """Written beside its place, flushed to the disk, then moved there: a crash leaves no half file."""
        if not KEY.fullmatch(key):
            raise Missing(key)
        path = self._directory / key
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".")
        except OSError as problem:
            raise StorageDown(problem.strerror or "disk") from problem
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(unfinished).replace(path)
        except BaseException as problem:
            Path(unfinished).unlink(missing_ok=True)
            if isinstance(problem, OSError):
                raise StorageDown(problem.strerror or "disk") from problem
            raise
        _flush_folder(path.parent)

    def open(self, key: str) -> BinaryIO:
        if not KEY.fullmatch(key):
            raise Missing(key)
        try:
            return (self._directory / key).open("rb")
        except FileNotFoundError:
            raise Missing(key) from None
        except OSError as problem:
            raise StorageDown(problem.strerror or "disk") from problem

    def keys(self, *, before: datetime) -> Iterator[str]:
        for path in sorted(self._directory.glob("??/??/*")):
            key = path.relative_to(self._directory).as_posix()
            if KEY.fullmatch(key) and path.stat().st_mtime < before.timestamp():
                yield key

    def delete(self, key: str) -> None:
        if KEY.fullmatch(key):
            try:
                (self._directory / key).unlink(missing_ok=True)
            except OSError as problem:
                raise StorageDown(problem.strerror or "disk") from problem


def _flush_folder(folder: Path) -> None:
    """The new name itself must survive a power cut, not only the bytes."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
