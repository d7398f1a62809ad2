"""A person's picture: a square out of the middle, small enough for every page."""

import io

from werkzeug.datastructures import FileStorage

from app.core.errors import Invalid
from app.core.files import KeptFile
from app.http.files.images import QUALITY, redraw
from app.http.files.storage import keep
from app.http.files.uploads import read_upload

SIDE = 512


def receive_portrait(upload: FileStorage | None, *, field: str | None = None) -> KeptFile:
    """Drawn anew as a square JPEG of 512 px; raises Invalid with a sentence for the sender."""
    content = read_upload(upload, field)
    try:
        drawn = redraw(content)
    except Invalid as refusal:
        raise Invalid(refusal.message, field=field) from None
    return keep(_square(drawn), "image/jpeg")


def _square(drawn: bytes) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415  heavy; few requests carry a picture

    with Image.open(io.BytesIO(drawn), formats=["JPEG"]) as picture:
        out = io.BytesIO()
        ImageOps.fit(picture, (SIDE, SIDE)).save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
