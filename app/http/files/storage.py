"""The storage of this installation."""

from pathlib import Path

import structlog
from flask import current_app

from app.core.errors import DomainError
from app.core.files import StorageObject
from app.core.i18n import N_
from app.core.identifiers import sha256
from app.settings import Settings
from integrations.storage import Storage, StorageDown
from integrations.storage.local import LocalStorage
from integrations.storage.s3 import S3Storage, read_bucket

log = structlog.get_logger()


class StorageAway(DomainError):
    """Nothing was kept; the same upload may be sent again."""

    code = "storage_away"
    status = 503
    sentence = N_("Penyimpanan berkas sedang tidak dapat dihubungi. Coba lagi beberapa saat lagi.")


def storage() -> Storage:
    """Opened once per process: a bucket when STORAGE_URL names one, else a directory."""
    if "storage" not in current_app.extensions:
        current_app.extensions["storage"] = open_storage(current_app.config["SETTINGS"])
    return current_app.extensions["storage"]


def open_storage(settings: Settings) -> Storage:
    return storage_at(settings.storage_url or str(settings.files_dir), settings)


def storage_at(place: str, settings: Settings) -> Storage:
    """A directory, or the address of a bucket as in STORAGE_URL, opened with the keys of the settings."""
    if "://" not in place:
        return LocalStorage(Path(place))
    bucket = read_bucket(place)
    return S3Storage(bucket, settings.storage_access_key or "", settings.storage_secret_key or "")


def keep(content: bytes, media_type: str, original_name: str = "") -> StorageObject:
    """Store these bytes; `workflows.documents.store_file` writes their row."""
    try:
        key = storage().save(content)
    except StorageDown:
        log.exception("storage.down")
        raise StorageAway from None
    return StorageObject(key, sha256(content), len(content), media_type, original_name)
