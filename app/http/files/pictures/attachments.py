"""Several pictures at once: each judged by what is in it and drawn anew; nothing of the sender's names is kept."""

from collections.abc import Iterable, Sequence

from werkzeug.datastructures import FileStorage

from app.core.errors import Invalid
from app.core.files import StorageObject
from app.core.i18n import N_, gettext
from app.http.files.pictures.images import redraw
from app.http.files.reading.limited_process import Busy
from app.http.files.storage import keep

MOST_FILES = 5
MOST_BYTES = 12 * 1024 * 1024  # of one picture; MAX_UPLOAD_MB limits the whole request


def receive_attachments(uploads: Iterable[FileStorage], *, field: str = "attachments") -> list[StorageObject]:
    """Keep every picture as JPEG without name or metadata, or none of them: raises Invalid naming the faulty one."""
    chosen = [upload for upload in uploads if upload and upload.filename]
    if len(chosen) > MOST_FILES:
        raise Invalid(gettext("Paling banyak %(most)s gambar sekali kirim.", most=MOST_FILES), field=field)
    drawn = [_draw(upload, place, field) for place, upload in enumerate(chosen, 1)]
    return [keep(content, "image/jpeg") for content in _once_each(drawn)]


def _draw(upload: FileStorage, place: int, field: str) -> bytes:
    try:
        return redraw(_read(upload))
    except Busy:
        raise
    except Invalid as refusal:
        sentence = gettext("Gambar ke-%(place)s: %(fault)s", place=place, fault=str(refusal.message))
        raise Invalid(sentence, field=field) from None


def _read(upload: FileStorage) -> bytes:
    content = upload.stream.read(MOST_BYTES + 1)
    if not content:
        raise Invalid(N_("Berkas ini kosong. Pilih gambar lain."))
    if len(content) > MOST_BYTES:
        raise Invalid(N_("Gambar ini terlalu besar (paling banyak 12 MB). Kecilkan dulu lalu kirim lagi."))
    return content


def _once_each(drawn: Sequence[bytes]) -> list[bytes]:
    """A screenshot pasted twice is kept once."""
    return list(dict.fromkeys(drawn))
