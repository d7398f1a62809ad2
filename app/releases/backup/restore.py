"""Restoring: into a new database beside the live one, compared table by table, then swapped by renaming."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from app.releases.backup.archive import DUMP, FILES, BadBackup, open_archive
from app.releases.backup.digests import Progress, differences, digest_tables, reading
from app.releases.backup.make import programs_for
from app.releases.backup.manifest import Manifest, read_summary
from integrations import postgres
from integrations.backups import BackupPlace, digest_of
from integrations.storage import Missing, Storage
from integrations.storage.local import LocalStorage

MAINTENANCE = "postgres"  # the database one connects to while the own one is renamed


@dataclass(frozen=True, slots=True)
class Restored:
    """A compared copy: its database beside the live one, its files below `folder`."""

    database: str
    url: str
    folder: Path
    manifest: Manifest

    @property
    def storage(self) -> Storage:
        return LocalStorage(self.folder / FILES)


def url_of(url: str, database: str | None = None) -> str:
    """The address as psycopg and libpq read it, of another database of the same server where one is named."""
    parts = make_url(url).set(drivername="postgresql")
    return (parts.set(database=database) if database else parts).render_as_string(hide_password=False)


def name_beside(url: str, word: str, now: datetime) -> str:
    """At most 63 bytes, as PostgreSQL's names."""
    return f"{(make_url(url).database or 'sigap')[:36]}_{word}_{now:%Y%m%dt%H%M%S}"


def fetch(place: BackupPlace, name: str, folder: Path, identities: Sequence[Any], progress: Progress) -> Manifest:
    """Compare with the summary, decrypt below `folder`, compare with the manifest; raises BadBackup, NoSuchBackup."""
    try:
        with place.open(f"{name}.json") as reader:
            summary = read_summary(reader.read())
    except ValueError as problem:
        raise BadBackup(str(problem)) from None
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    with place.open(f"{name}.tar.age") as reader:
        sha256, size = digest_of(reader)
    if size != summary.size:
        raise BadBackup(f"{name} terpotong: {size} byte, seharusnya {summary.size}")
    if sha256 != summary.sha256:
        raise BadBackup(f"{name} berubah sejak ditulis: SHA-256 berbeda")
    with place.open(f"{name}.tar.age") as reader:
        return open_archive(reader, folder, identities, lambda done: progress("berkas", done, summary.file_count + 1))


def restore_beside(
    place: BackupPlace,
    name: str,
    *,
    live_url: str,
    word: str,
    folder: Path,
    identities: Sequence[Any],
    grants: bool,
    now: datetime,
    progress: Progress,
) -> Restored:
    """A new database with exactly what the backup held; whatever fails leaves no database behind."""
    manifest = fetch(place, name, folder, identities, progress)
    database = name_beside(live_url, word, now)
    url = url_of(live_url, database)
    programs = programs_for(url_of(live_url, MAINTENANCE))
    _maintain(live_url, sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(database)))
    try:
        progress("pulih", 0, 1)
        postgres.restore(programs, url, folder / DUMP, grants=grants)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(b"ANALYZE")
        with reading(url) as connection:
            found = digest_tables(connection, progress)
    except postgres.ProgramFailed as problem:
        drop(live_url, database)
        raise BadBackup(f"tidak dapat dipulihkan: {problem}") from None
    except BaseException:
        drop(live_url, database)
        raise
    if lines := differences(manifest.tables, found):
        drop(live_url, database)
        raise BadBackup("; ".join(lines[:5]))
    return Restored(database, url, folder, manifest)


def is_empty(live_url: str) -> bool | None:
    """Whether the live database holds no tables; None: there is no such database."""
    known = make_url(live_url).database or ""
    with psycopg.connect(url_of(live_url, MAINTENANCE), autocommit=True, connect_timeout=10) as connection:
        if not connection.execute(b"SELECT 1 FROM pg_database WHERE datname = %s", [known]).fetchone():
            return None
    with psycopg.connect(url_of(live_url), autocommit=True, connect_timeout=10) as connection:
        found = connection.execute(b"SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    return found is not None and found[0] == 0


def swap_in(live_url: str, restored: Restored, storage: Storage, *, now: datetime) -> str | None:
    """Files first, then the database by renaming. The former one is kept; its name, or None where there was none."""
    for key, (size, sha256) in restored.manifest.files.items():
        if not _holds(storage, key, size, sha256):
            with restored.storage.open(key) as reader:
                storage.put(key, reader.read())
    live = make_url(live_url).database or "sigap"
    former = name_beside(live_url, "lama", now)
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    if is_empty(live_url) is None:
        _maintain(live_url, rename.format(sql.Identifier(restored.database), sql.Identifier(live)))
        return None
    _maintain(
        live_url,
        sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS false").format(sql.Identifier(live)),
        sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}").format(sql.Literal(live)),
        rename.format(sql.Identifier(live), sql.Identifier(former)),
        rename.format(sql.Identifier(restored.database), sql.Identifier(live)),
        sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS true").format(sql.Identifier(former)),
    )
    return former


def drop(live_url: str, database: str) -> None:
    """Remove a copy of ours, whoever is still connected to it."""
    _maintain(live_url, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def _holds(storage: Storage, key: str, size: int, sha256: str) -> bool:
    try:
        with storage.open(key) as reader:
            return digest_of(reader) == (sha256, size)
    except Missing:
        return False


def _maintain(live_url: str, *statements: sql.Composed) -> None:
    with psycopg.connect(url_of(live_url, MAINTENANCE), autocommit=True, connect_timeout=10) as connection:
        for statement in statements:
            connection.execute(statement)
