"""One backup or drill of this installation, from its row to its result, for command and schedule alike."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from flask import current_app

from app.core.clock import utc_now
from app.core.crypto.key_ring import id_of_key
from app.core.db import transaction
from app.http.files.storage import storage
from app.models.releases.backup import Backup, BackupStatus, RestoreDrill
from app.releases.backup.archive import BadBackup
from app.releases.backup.make import Source, make_backup
from app.releases.backup.places import BackupRefused, newest_name, open_place, own_identities, own_recipients
from app.releases.backup.restore import Restored, drop, restore_beside, url_of
from app.releases.backup.retention import to_remove
from app.settings import Settings
from integrations.backups import NoSuchBackup, PlaceDown
from integrations.storage import StorageDown
from workflows.releases import backups

Progress = Callable[[str, int, int], None]
FAULTS = (BackupRefused, BadBackup, PlaceDown, NoSuchBackup, StorageDown, OSError)
PAGE_SECONDS = 120

log = structlog.get_logger()


def live_url() -> str:
    return str(current_app.config["SQLALCHEMY_DATABASE_URI"])


def work_folder(settings: Settings, word: str) -> Path:
    return settings.instance_dir.resolve() / "backup" / word


def source_of(settings: Settings) -> Source:
    return Source(
        url=url_of(live_url()),
        storage=storage(),
        version=current_app.config["VERSION"],
        secret_key_id=id_of_key(settings.secret_key),
        work=work_folder(settings, "make"),
    )


def run_backup(backup: Backup, settings: Settings, progress: Progress) -> Backup:
    """Make it, keep its result, then remove what the retention rule no longer needs. Raises what refused it."""
    try:
        place, recipients = open_place(settings), own_recipients(settings)
        made, missing = make_backup(source_of(settings), place, recipients, now=utc_now(), progress=progress)
    except FAULTS as problem:
        with transaction() as session:
            backups.fail_backup(session, backup_id=backup.id, error=str(problem), now=utc_now())
        raise
    with transaction() as session:
        done = backups.finish_backup(
            session,
            backup_id=backup.id,
            name=made.name,
            place=str(settings.backup_to),
            snapshot_at=made.snapshot_at,
            size=made.size,
            sha256=made.sha256,
            rows=made.rows,
            files=made.file_count,
            schema_head=made.schema_head,
            recipients=made.recipients,
            missing=missing,
            now=utc_now(),
        )
    _remove_old(settings)
    return done


def _remove_old(settings: Settings) -> None:
    """A deletion that fails is tried again after the next backup."""
    with transaction() as session:
        kept = {row.snapshot_at: row for row in backups.list_stored(session) if row.snapshot_at and row.name}
    good = [at for at, row in kept.items() if row.status == BackupStatus.GOOD]
    going = to_remove(good, kept.keys() - set(good))
    place, gone = open_place(settings), []
    for name in (str(kept[at].name) for at in going):
        try:
            place.delete(f"{name}.json")
            place.delete(f"{name}.tar.age")
            gone.append(name)
        except PlaceDown as problem:
            log.warning("backup.not_removed", backup=name, error=str(problem))
    with transaction() as session:
        backups.mark_removed(session, gone)


def run_drill(drill: RestoreDrill, settings: Settings, identity: Path | None, progress: Progress) -> RestoreDrill:
    """Restore the newest backup into a throw-away database, compare, open a page. Raises what refused it."""
    began, name, restored = time.monotonic(), "", None
    try:
        place = open_place(settings)
        name = newest_name(place)
        restored = restore_beside(
            place,
            name,
            live_url=live_url(),
            word="uji",
            folder=work_folder(settings, "drill"),
            identities=own_identities(identity or settings.backup_identity),
            grants=False,
            now=utc_now(),
            progress=progress,
        )
        page = open_page(restored)
        rto = int(time.monotonic() - began + 0.5)
    except FAULTS as problem:
        with transaction() as session:
            backups.fail_drill(session, drill_id=drill.id, error=str(problem), now=utc_now(), backup_name=name)
        raise
    finally:
        if restored is not None:
            drop(live_url(), restored.database)
        shutil.rmtree(work_folder(settings, "drill"), ignore_errors=True)
    return _passed(drill, name, restored, rto, page, utc_now())


def _passed(drill: RestoreDrill, name: str, restored: Restored, rto: int, page: str, now: datetime) -> RestoreDrill:
    manifest = restored.manifest
    with transaction() as session:
        return backups.pass_drill(
            session,
            drill_id=drill.id,
            backup_name=name,
            snapshot_at=manifest.snapshot_at,
            rto_seconds=rto,
            tables=len(manifest.tables),
            rows=manifest.rows,
            files=len(manifest.files),
            page=page,
            now=now,
        )


def open_page(restored: Restored) -> str:
    """A page of the panel, drawn by another process from the restored data; its address and title."""
    settings: Settings = current_app.config["SETTINGS"]
    given: dict[str, Any] = {
        "DATABASE_URL": restored.url,
        "REDIS_URL": current_app.config["REDIS_URL"],
        "STORAGE_DIR": str(restored.folder / "files"),
        "STORAGE_URL": "",
        "INSTANCE_DIR": str(settings.instance_dir),
        "SECRET_KEY": settings.secret_key,
        "MODE": "development",
        "TWO_FACTOR_ROLES": "",
    }
    command = [sys.executable, "-m", "app.launch.open_page"]
    try:
        done = subprocess.run(
            command, env=os.environ | given, capture_output=True, text=True, check=False, timeout=PAGE_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise BadBackup(f"halaman tidak terbuka dalam {PAGE_SECONDS} detik") from None
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["tanpa keterangan"])[-1]
        raise BadBackup(f"halaman dengan data yang dipulihkan tidak terbuka: {last}")
    return done.stdout.strip().splitlines()[-1]
