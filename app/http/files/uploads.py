"""Receiving files: judged by what is in them, never by what they are called."""

import re
import unicodedata

from werkzeug.datastructures import FileStorage

from app.core.errors import Invalid
from app.core.files import KeptFile
from app.core.i18n import N_
from app.http.files.images import is_picture, redraw
from app.http.files.pdf_check import is_pdf, require_plain
from app.http.files.storage import keep

MOST_BYTES = 12 * 1024 * 1024
NAME_LENGTH = 120

NOTHING = N_("Pilih berkas dulu.")
TOO_HEAVY = N_("Berkas ini terlalu besar (paling banyak 12 MB). Kecilkan dulu lalu kirim lagi.")
NEITHER = N_("Berkas harus berupa PDF atau foto (JPEG, PNG, WebP).")


def receive_image(upload: FileStorage | None, *, field: str | None = None) -> KeptFile:
    """A photo, drawn anew and stored as JPEG; raises Invalid with a sentence for the sender."""
    content = read_upload(upload, field)
    try:
        drawn = redraw(content)
    except Invalid as refusal:
        raise Invalid(refusal.message, field=field) from None
    return keep(drawn, "image/jpeg", fit_name(upload))


def receive_paper(upload: FileStorage | None, *, field: str | None = None) -> KeptFile:
    """A PDF without any script, kept as it is, or a photo of the paper; raises Invalid."""
    content = read_upload(upload, field)
    if is_picture(content):
        upload.stream.seek(0)  # type: ignore[union-attr]
        return receive_image(upload, field=field)
    if not is_pdf(content):
        raise Invalid(NEITHER, field=field)
    try:
        require_plain(content)
    except Invalid as refusal:
        raise Invalid(refusal.message, field=field) from None
    return keep(content, "application/pdf", fit_name(upload))


def fit_name(upload: FileStorage | None) -> str:
    """The sender's name for it without folders, control or direction characters: for people to read, nothing else."""
    name = re.split(r"[/\\]", (upload and upload.filename) or "")[-1]
    readable = "".join(mark for mark in name if unicodedata.category(mark)[0] != "C")
    return unicodedata.normalize("NFC", readable).strip()[:NAME_LENGTH]


def read_upload(upload: FileStorage | None, field: str | None) -> bytes:
    """What was sent, measured while it is read; raises Invalid for nothing and for too much."""
    content = upload.stream.read(MOST_BYTES + 1) if upload else b""
    if not content:
        raise Invalid(NOTHING, field=field)
    if len(content) > MOST_BYTES:
        raise Invalid(TOO_HEAVY, field=field)
    return content
