"""Move the files to a bucket, or back: `flask files copy SOURCE TARGET`."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import func, select

from app.core.db import db
from app.core.identifiers import sha256
from app.http.files.storage import storage_at
from app.models.files.document import StoredFile
from app.settings import Settings
from integrations.storage import Missing, Storage

AT_ONCE = 200  # rows read and files copied between two notes of how far it came

files = AppGroup("files", help="Uploaded and rendered files.")


@files.command("copy")
@click.argument("source")
@click.argument("target")
@click.option("--from-start", is_flag=True, help="look at every file again, whatever was copied before")
def copy(source: str, target: str, *, from_start: bool) -> None:
    """Copy every file that a row names from SOURCE to TARGET: a directory, or s3://bucket?endpoint=…&region=….

    Each copy is read back and compared by its SHA-256. Stopped and run again it goes on where it was; run after
    STORAGE_URL was changed it copies what came meanwhile. SOURCE is left as it is. Exit 1 when a file is missing.
    """
    settings: Settings = current_app.config["SETTINGS"]
    old, new = storage_at(source, settings), storage_at(target, settings)
    noted = settings.instance_dir / f"files-copied-{sha256(f'{source} {target}')[:16]}"
    done = 0 if from_start or not noted.exists() else int(noted.read_text())
    copied, lost = 0, list[str]()
    while rows := _after(done):
        for row in rows:
            problem = _copy(row, old, new)
            if problem:
                lost.append(f"{row.storage_key} ({problem})")
            copied += not problem
        done = rows[-1].id
        if not lost:
            _note(noted, done)
    total = db.session.scalar(select(func.count(StoredFile.id)))
    print(f"{copied} copied and compared now, {total} in all.")
    if lost:
        sys.exit("Not copied: " + ", ".join(lost))


def _after(last_id: int) -> list[StoredFile]:
    rows = select(StoredFile).where(StoredFile.id > last_id).order_by(StoredFile.id).limit(AT_ONCE)
    return list(db.session.scalars(rows))


def _copy(row: StoredFile, old: Storage, new: Storage) -> str:
    """What is wrong with it; empty: the target has the right bytes. Raises StorageDown."""
    if _digest(new, row.storage_key) == row.sha256:
        return ""
    try:
        with old.open(row.storage_key) as file:
            content = file.read()
    except Missing:
        return "missing"
    if sha256(content) != row.sha256:
        return "other bytes than were stored"
    new.put(row.storage_key, content)
    return "" if _digest(new, row.storage_key) == row.sha256 else "other bytes when read back"


def _digest(place: Storage, key: str) -> str | None:
    try:
        with place.open(key) as file:
            return sha256(file.read())
    except Missing:
        return None


def _note(path: Path, last_id: int) -> None:
    unfinished = path.with_suffix(".new")
    unfinished.write_text(str(last_id))
    unfinished.replace(path)
