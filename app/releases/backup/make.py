"""Making a backup: dump, digests and files of one snapshot, encrypted, stored, read back."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.launch.servers.postgres import wheel_programs
from app.releases.backup.archive import DUMP, FILES, MANIFEST, ArchiveWriter
from app.releases.backup.digests import Progress, digest_tables, reading
from app.releases.backup.manifest import Manifest, Summary
from app.releases.backup.places import BackupRefused
from integrations import postgres
from integrations.backups import BackupPlace, PlaceDown, digest_of
from integrations.storage import Missing, Storage

STORED = b"SELECT storage_key, size, sha256 FROM stored_files ORDER BY id"
STILL_THERE = b"SELECT 1 FROM stored_files WHERE storage_key = %s"
SIZES = b"SELECT pg_database_size(current_database()) + coalesce((SELECT sum(size) FROM stored_files), 0)"
MANY = 200  # files between two reports of progress


@dataclass(frozen=True, slots=True)
class Source:
    """What is backed up; `url` as psycopg reads it, `work` a private folder that holds the dump and the archive."""

    url: str
    storage: Storage
    version: str
    secret_key_id: str
    work: Path


def programs_for(url: str) -> Path:
    """The folder of the programs of the server's own major version."""
    with reading(url) as connection:
        major = connection.info.server_version // 10000
    try:
        return postgres.find_programs(major, wheel_programs())
    except postgres.NoPrograms as problem:
        raise BackupRefused(str(problem)) from None


def make_backup(
    source: Source, place: BackupPlace, recipients: Sequence[Any], *, now: datetime, progress: Progress
) -> tuple[Summary, list[str]]:
    """Return its summary and the files that could not be read. Raises BackupRefused, PlaceDown; leaves nothing then."""
    name = f"sigap-{now:%Y%m%dT%H%M%SZ}"
    programs = programs_for(source.url)
    shutil.rmtree(source.work, ignore_errors=True)
    source.work.mkdir(parents=True, mode=0o700)
    try:
        _require_space(source, place)
        archive = source.work / f"{name}.tar.age"
        manifest = _write(source, programs, archive, recipients, now, progress)
        summary = _store(place, name, archive, manifest, [str(one) for one in recipients])
        summary.write(source.work / f"{name}.json")
        place.put(f"{name}.json", source.work / f"{name}.json")
    except (OSError, postgres.ProgramFailed) as problem:
        raise BackupRefused(f"Cadangan gagal ditulis: {problem}") from None
    else:
        return summary, manifest.missing
    finally:
        shutil.rmtree(source.work, ignore_errors=True)


def _require_space(source: Source, place: BackupPlace) -> None:
    with reading(source.url) as connection:
        row = connection.execute(SIZES).fetchone()
    needed = int(row[0]) if row else 0
    for what, free in (("folder kerja", shutil.disk_usage(source.work).free), ("tempat cadangan", place.free_bytes())):
        if free is not None and free < needed:
            raise BackupRefused(f"Disk penuh: {what} punya {free} byte, perlu hingga {needed}.")


def _write(
    source: Source, programs: Path, archive: Path, recipients: Sequence[Any], now: datetime, progress: Progress
) -> Manifest:
    dump = source.work / DUMP
    with reading(source.url) as connection:
        row = connection.execute(b"SELECT pg_export_snapshot(), (SELECT version_num FROM alembic_version)").fetchone()
        snapshot, head = row or ("", "")
        progress("dump", 0, 1)
        postgres.dump(programs, source.url, dump, snapshot=snapshot)
        postgres.check_dump(programs, dump)
        tables = digest_tables(connection, progress)
        stored = connection.execute(STORED).fetchall()
        server = connection.info.parameter_status("server_version") or ""
    with dump.open("rb") as reader:
        sha256, size = digest_of(reader)
    with ArchiveWriter(archive, recipients) as writer:
        with dump.open("rb") as reader:
            writer.add(DUMP, reader, size)
        dump.unlink()
        files, missing = _copy_files(source, stored, writer, progress)
        manifest = Manifest(
            now.isoformat(), source.version, head, server, source.secret_key_id, tables, sha256, size, files, missing
        )
        writer.add_bytes(MANIFEST, manifest.to_json().encode())
    return manifest


def _copy_files(
    source: Source, stored: list[Any], writer: ArchiveWriter, progress: Progress
) -> tuple[dict[str, tuple[int, str]], list[str]]:
    """Each file is compared with its row; one whose row has been deleted since the snapshot is nothing to miss."""
    files: dict[str, tuple[int, str]] = {}
    missing: list[str] = []
    for done, (key, size, sha256) in enumerate(stored):
        if done % MANY == 0:
            progress("berkas", done, len(stored))
        try:
            with source.storage.open(key) as reader:
                found = digest_of(reader)
                reader.seek(0)
                if found != (sha256, size):
                    missing.append(key)
                else:
                    writer.add(f"{FILES}{key}", reader, size)
                    files[key] = (size, sha256)
        except Missing:
            missing.append(key)
    progress("berkas", len(stored), len(stored))
    return files, _still_wanted(source.url, missing)


def _still_wanted(url: str, keys: list[str]) -> list[str]:
    if not keys:
        return []
    with reading(url) as connection:
        return [key for key in keys if connection.execute(STILL_THERE, [key]).fetchone()]


def _store(place: BackupPlace, name: str, archive: Path, manifest: Manifest, recipients: list[str]) -> Summary:
    """Put it there, then read every byte back: only what was read counts."""
    with archive.open("rb") as reader:
        sha256, size = digest_of(reader)
    place.put(archive.name, archive)
    with place.open(archive.name) as reader:
        kept = digest_of(reader)
    if kept != (sha256, size):
        place.delete(archive.name)
        raise PlaceDown(f"{archive.name}: yang terbaca ({kept[1]} byte) bukan yang ditulis ({size} byte)")
    return Summary(
        name=name,
        size=size,
        sha256=sha256,
        made_at=manifest.made_at,
        version=manifest.version,
        schema_head=manifest.schema_head,
        server_version=manifest.server_version,
        secret_key_id=manifest.secret_key_id,
        recipients=recipients,
        rows=manifest.rows,
        file_count=len(manifest.files),
        missing=len(manifest.missing),
    )
