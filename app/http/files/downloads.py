"""Handing out stored files: never as anything a browser would run."""

import re

import structlog
from flask import Response, request, send_file
from werkzeug.exceptions import NotFound

from app.http.files.storage import StorageAway, storage
from app.models.files.document import StoredFile
from integrations.storage import Missing, StorageDown

PLAYABLE = {
    "audio/ogg": ".ogg",
    "audio/mpeg": ".mp3",
    "audio/aac": ".aac",
    "audio/mp4": ".m4a",
    "audio/amr": ".amr",
    "video/mp4": ".mp4",
}
INLINE = {"image/jpeg", "image/png", "image/webp", "application/pdf", *PLAYABLE}
ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "application/pdf": ".pdf", **PLAYABLE}
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+")

log = structlog.get_logger()


def send_stored(
    stored: StoredFile, download_name: str, *, inline: bool = False, media_type: str | None = None
) -> Response:
    """The file with its hash as ETag; ranges and 304 work; a download unless `inline` and harmless.

    `media_type`: of a file that we wrote ourselves.
    """
    try:
        content = storage().open(stored.storage_key)
    except Missing:
        log.exception("storage.missing", file_id=stored.id)
        raise NotFound from None
    except StorageDown:
        log.exception("storage.down", file_id=stored.id)
        raise StorageAway from None
    shown = inline and stored.media_type in INLINE
    answer = send_file(
        content,
        mimetype=media_type or (stored.media_type if stored.media_type in INLINE else "application/octet-stream"),
        as_attachment=not shown,
        download_name=_fit_name(download_name, stored.media_type),
        conditional=False,
        etag=stored.sha256,
    )
    answer.content_length = stored.size  # a stream does not know it, and without it no range can be answered
    answer.make_conditional(request, accept_ranges=True, complete_length=stored.size)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'self'"
    return answer


def _fit_name(name: str, media_type: str) -> str:
    """A name every file system takes, with the ending of what it truly is."""
    ending = ENDINGS.get(media_type, "")
    fit = _UNFIT.sub("-", name).strip(" .-")[:120] or "berkas"
    return fit if fit.lower().endswith(ending) else f"{fit}{ending}"
