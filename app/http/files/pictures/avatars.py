"""A person's picture: a square out of the middle, small enough for every page."""

from werkzeug.datastructures import FileStorage

from app.core.files import StorageObject
from app.http.files.pictures.images import redraw
from app.http.files.storage import keep
from app.http.files.uploads import naming, read_upload


def receive_avatar(upload: FileStorage | None, *, field: str | None = None) -> StorageObject:
    """Drawn anew as a square JPEG of 512 px; raises Invalid with a sentence for the sender."""
    with naming(field):
        return keep(redraw(read_upload(upload, field), "square"), "image/jpeg")
