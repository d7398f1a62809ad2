"""Receiving files: judged by what is in them, never by what they are called."""

import re
import unicodedata
from collections.abc import Generator
from contextlib import contextmanager

from werkzeug.datastructures import FileStorage

from app.core.errors import Invalid
from app.core.files import StorageObject
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.http.files.pictures.images import is_picture, redraw
from app.http.files.reading.pdf_check import is_pdf, require_plain
from app.http.files.storage import keep

MOST_BYTES = 12 * 1024 * 1024
NAME_LENGTH = 120

NOTHING = N_("Pilih berkas dulu.")
TOO_HEAVY = N_("Berkas ini terlalu besar (paling banyak 12 MB). Kecilkan dulu lalu kirim lagi.")
NEITHER = N_("Berkas harus berupa PDF atau foto (JPEG, PNG, WebP, HEIC).")


def receive_image(upload: FileStorage | None, *, field: str | None = None) -> StorageObject:
    """A photo, drawn anew and stored as JPEG; raises Invalid with a sentence for the sender."""
    with naming(field):
        return keep(redraw(read_upload(upload, field)), "image/jpeg", fit_name(upload))


def receive_emblem(upload: FileStorage | None, *, field: str | None = None) -> StorageObject:
    """A logo or stamp, stored as PNG with its transparency; raises Invalid."""
    with naming(field):
        return keep(redraw(read_upload(upload, field), "emblem"), "image/png", fit_name(upload))


def receive_document(upload: FileStorage | None, *, field: str | None = None) -> StorageObject:
    """A PDF without any script, kept as it is, or a photo of the document; raises Invalid."""
    content = read_upload(upload, field)
    with naming(field):
        if is_picture(content):
            return keep(redraw(content), "image/jpeg", fit_name(upload))
        if not is_pdf(content):
            raise Invalid(NEITHER)
        require_plain(content)
    return keep(content, "application/pdf", fit_name(upload))


@contextmanager
def naming(field: str | None) -> Generator[None]:
    """A refusal from inside names this form field."""
    try:
        yield
    except Invalid as refusal:
        refusal.field = field
        raise


def fit_name(upload: FileStorage | None) -> str:
    """The sender's name for it without folders, control or direction characters: for people to read, nothing else."""
    name = re.split(r"[/\\]", (upload and upload.filename) or "")[-1]
    return unicodedata.normalize("NFC", clear_line(name))[:NAME_LENGTH].strip()


def read_upload(upload: FileStorage | None, field: str | None) -> bytes:
    """What was sent, measured while it is read; raises Invalid for nothing and for too much."""
    content = upload.stream.read(MOST_BYTES + 1) if upload else b""
    if not content:
        raise Invalid(NOTHING, field=field)
    if len(content) > MOST_BYTES:
        raise Invalid(TOO_HEAVY, field=field)
    return content
