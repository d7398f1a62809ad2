"""Where this installation's backups go and for whose keys."""

from pathlib import Path
from typing import Any

from app.settings import Settings
from integrations import age
from integrations.backups import BackupPlace, NoSuchBackup
from integrations.backups.local import LocalPlace
from integrations.backups.s3 import S3Place
from integrations.storage.s3_wire import read_bucket


class BackupRefused(Exception):
    """No backup, restore or drill: the text says what is missing and what to do."""


def open_place(settings: Settings) -> BackupPlace:
    """BACKUP_TO as a directory or a bucket."""
    if not settings.backup_to:
        raise BackupRefused("BACKUP_TO belum diisi: folder di disk lain, atau s3://bucket?endpoint=https://…")
    if not settings.backup_to.startswith("s3://"):
        return LocalPlace(Path(settings.backup_to))
    try:
        bucket = read_bucket(settings.backup_to)
    except ValueError as problem:
        raise BackupRefused(f"BACKUP_TO: {problem}") from None
    return S3Place(bucket, settings.backup_access_key or "", settings.backup_secret_key or "")


def own_recipients(settings: Settings) -> list[Any]:
    """Public keys; without one nothing is written, since a backup is never stored unencrypted."""
    try:
        found = age.read_recipients(settings.backup_recipients)
    except age.BadKey as problem:
        raise BackupRefused(f"BACKUP_RECIPIENTS: {problem}") from None
    if not found:
        raise BackupRefused("BACKUP_RECIPIENTS belum diisi: buat kunci dengan `flask --app wsgi backup-key FILE`.")
    return found


def own_identities(file: Path | None) -> list[Any]:
    """The secret keys in a file; kept away from the server, except a second one for drills."""
    if file is None:
        raise BackupRefused("Kunci rahasia cadangan diperlukan: --identity FILE, atau BACKUP_IDENTITY untuk uji pulih.")
    try:
        return age.read_identities(file)
    except age.BadKey as problem:
        raise BackupRefused(str(problem)) from None


def newest_name(place: BackupPlace) -> str:
    """The newest finished backup: only those have a summary beside them."""
    finished = [name for name in place.names() if name.endswith(".json")]
    if not finished:
        raise NoSuchBackup("belum ada cadangan yang selesai")
    return finished[-1].removesuffix(".json")
