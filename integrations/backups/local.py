"""A directory: another disk, or a mounted share."""

import os
import shutil
from pathlib import Path
from typing import BinaryIO

from integrations.backups import MISSING, NAME, NoSuchBackup, PlaceDown


class LocalPlace:
    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def put(self, name: str, file: Path) -> None:
        """Written as `.part`, flushed to the disk, then renamed: a crash leaves no half backup under its name."""
        part = self._directory / f".{name}.part"
        try:
            self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
            with file.open("rb") as source, part.open("wb") as target:
                shutil.copyfileobj(source, target, 1024 * 1024)
                target.flush()
                os.fsync(target.fileno())
            part.replace(self._directory / name)
            self._flush()
        except OSError as problem:
            part.unlink(missing_ok=True)
            raise PlaceDown(f"{self._directory}: {problem.strerror or problem}") from None

    def open(self, name: str) -> BinaryIO:
        try:
            return (self._directory / name).open("rb")
        except FileNotFoundError:
            raise NoSuchBackup(MISSING.format(name)) from None
        except OSError as problem:
            raise PlaceDown(f"{self._directory}: {problem.strerror}") from None

    def names(self) -> list[str]:
        try:
            found = [path.name for path in self._directory.iterdir()] if self._directory.exists() else []
        except OSError as problem:
            raise PlaceDown(f"{self._directory}: {problem.strerror}") from None
        return sorted(name for name in found if NAME.fullmatch(name))

    def delete(self, name: str) -> None:
        try:
            (self._directory / name).unlink(missing_ok=True)
        except OSError as problem:
            raise PlaceDown(f"{self._directory}: {problem.strerror}") from None

    def free_bytes(self) -> int | None:
        there = next(path for path in (self._directory, *self._directory.parents) if path.exists())
        return shutil.disk_usage(there).free

    def _flush(self) -> None:
        handle = os.open(self._directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
