"""The archive: a tar of dump, files and manifest, encrypted as it is written; nothing unencrypted is left on a disk."""

import os
import tarfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, BinaryIO, Self

from app.releases.backup.manifest import Manifest, read_manifest
from integrations import age
from integrations.backups import digest_of

DUMP, MANIFEST, FILES = "database.dump", "manifest.json", "files/"


class BadBackup(Exception):
    """Truncated, changed, encrypted for another key, or not one of ours; the text says which."""


class ArchiveWriter:
    """Use as a context; whatever goes wrong on the encrypting side is raised when the context ends."""

    def __init__(self, target: Path, recipients: Sequence[Any]) -> None:
        self._target, self._recipients = target, recipients
        self._problem: BaseException | None = None

    def __enter__(self) -> Self:
        reading, writing = os.pipe()
        self._pipe = os.fdopen(writing, "wb")
        self._thread = Thread(target=self._encrypt, args=(os.fdopen(reading, "rb"),), daemon=True)
        self._thread.start()
        self._tar = tarfile.open(fileobj=self._pipe, mode="w|", format=tarfile.PAX_FORMAT)
        return self

    def add(self, name: str, reader: BinaryIO, size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self._tar.addfile(member, reader)

    def add_bytes(self, name: str, content: bytes) -> None:
        self.add(name, BytesIO(content), len(content))

    def __exit__(
        self, kind: type[BaseException] | None, _raised: BaseException | None, _trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._tar.close()
            self._pipe.close()
        except BrokenPipeError:
            pass
        self._thread.join()
        if self._problem is not None and (kind is None or issubclass(kind, BrokenPipeError)):
            raise self._problem

    def _encrypt(self, source: BinaryIO) -> None:
        try:
            with self._target.open("wb") as target:
                age.encrypt(source, target, self._recipients)
                target.flush()
                os.fsync(target.fileno())
        except BaseException as problem:  # noqa: BLE001  raised on the other side
            self._problem = problem
        finally:
            source.close()


def open_archive(
    archive: BinaryIO, folder: Path, identities: Sequence[Any], progress: Callable[[int], None]
) -> Manifest:
    """Decrypt into an empty folder and compare every file with the manifest; raises BadBackup."""
    plain = folder / "archive.tar"
    try:
        with plain.open("wb") as target:
            age.decrypt(archive, target, identities)
        with tarfile.open(plain, "r:") as tar:
            tar.extractall(folder, filter="data")
        manifest = read_manifest((folder / MANIFEST).read_bytes())
    except age.CannotDecrypt as problem:
        raise BadBackup(_why(problem)) from None
    except (tarfile.TarError, ValueError, FileNotFoundError) as problem:
        raise BadBackup(f"bukan cadangan Sigap: {problem}") from None
    finally:
        plain.unlink(missing_ok=True)
    _compare(folder, manifest, progress)
    return manifest


def _why(problem: age.CannotDecrypt) -> str:
    """The library's words are for developers; a key that does not fit is what people meet."""
    if "No matching keys" in str(problem):
        return "kunci rahasia age ini bukan kunci cadangan ini"
    return f"tidak dapat dibuka: {problem}"


def _compare(folder: Path, manifest: Manifest, progress: Callable[[int], None]) -> None:
    wanted = {DUMP: (manifest.dump_size, manifest.dump_sha256)}
    wanted |= {f"{FILES}{key}": facts for key, facts in manifest.files.items()}
    for done, (name, (size, sha256)) in enumerate(wanted.items()):
        progress(done)
        path = folder / name
        if not path.is_file():
            raise BadBackup(f"{name} tidak ada dalam cadangan")
        with path.open("rb") as reader:
            if digest_of(reader) != (sha256, size):
                raise BadBackup(f"{name} berbeda dari manifesnya")
