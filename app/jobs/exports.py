"""Writing the exports that are too large to wait for, and deleting their files a day later."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import structlog
from flask import current_app

from app.core.clock import utc_now
from app.core.db import transaction, unit_of_work
from app.http.files.storage import keep, storage
from app.models.files.exports import Export
from integrations.storage import StorageDown
from workflows.exports import expire_exports, fail_export, finish_export, lease_export, note_progress

AT_ONCE = 5  # then other slow jobs have their turn

log = structlog.get_logger()


class ExportWriter(Protocol):
    """The panel's: writes the file as its owner would see the list; returns its name and media type."""

    def __call__(self, export: Export, path: Path, progress: Callable[[int], None]) -> tuple[str, str]: ...


def write_exports() -> None:
    """RQ job: write what waits, oldest first."""
    for _ in range(AT_ONCE):
        with transaction() as session:
            export = lease_export(session, now=utc_now())
        if export is None:
            return
        _write(export)


def delete_old_exports() -> None:
    """RQ job, hourly."""
    for key in unit_of_work(lambda session: expire_exports(session, now=utc_now())):
        try:
            storage().delete(key)
        except StorageDown:
            log.exception("storage.down")


def _write(export: Export) -> None:
    writer: ExportWriter = current_app.extensions["export_writer"]
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "export"
            name, media_type = writer(export, path, lambda rows: _note(export.id, rows))
            kept = keep(path.read_bytes(), media_type, name)
        with transaction() as session:
            finish_export(session, export_id=export.id, kept=kept, now=utc_now())
    except Exception as problem:
        log.exception("export.failed", export_id=export.id)
        with transaction() as session:
            fail_export(session, export_id=export.id, error=type(problem).__name__, now=utc_now())


def _note(export_id: int, rows: int) -> None:
    with transaction() as session:
        note_progress(session, export_id=export_id, rows=rows, now=utc_now())
