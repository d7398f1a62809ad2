"""The storage of this installation."""

from flask import current_app

from app.core.files import KeptFile
from app.core.ids import sha256
from integrations.storage import Storage
from integrations.storage.local import LocalStorage


def storage() -> Storage:
    """Opened once per process."""
    if "storage" not in current_app.extensions:
        current_app.extensions["storage"] = LocalStorage(current_app.config["SETTINGS"].files_dir)
    return current_app.extensions["storage"]


def keep(content: bytes, media_type: str, original_name: str = "") -> KeptFile:
    """Put these bytes away; the row that remembers them is `workflows.papers.keep_file`."""
    return KeptFile(storage().save(content), sha256(content), len(content), media_type, original_name)
