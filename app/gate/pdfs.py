"""PDF papers from people: kept as they are, so they must not be able to do anything."""

import io
from collections.abc import Iterator
from typing import Any

from app.core.errors import Invalid
from app.core.i18n import N_, Sentence

MOST_OBJECTS = 20_000
MOST_PAGES = 200
ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/RichMediaExecute"}
ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/EmbeddedFiles", "/EmbeddedFile", "/RichMedia", "/AA"}

BROKEN = N_("PDF ini rusak atau tidak dapat dibaca. Simpan ulang lalu unggah lagi.")
LOCKED = N_("PDF ini dikunci dengan kata sandi. Unggah berkas tanpa kata sandi.")
ACTIVE = N_("PDF ini berisi skrip atau lampiran tersembunyi, jadi tidak diterima. Cetak ulang sebagai PDF biasa.")


def is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-")


def require_plain(content: bytes) -> None:
    """Raises Invalid for a PDF that cannot be read, is locked, or carries a script, launcher or hidden file."""
    try:
        complaint = _complaint(content)
    except Exception:  # noqa: BLE001  a hostile file may make a parser raise anything, RecursionError included
        complaint = BROKEN
    if complaint is not None:
        raise Invalid(complaint)


def _complaint(content: bytes) -> Sentence | None:
    from pypdf import PdfReader  # noqa: PLC0415  heavy; few requests carry a PDF

    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        return LOCKED
    if not 1 <= len(reader.pages) <= MOST_PAGES:
        return BROKEN
    return ACTIVE if any(_is_active(thing) for thing in _objects(reader)) else None


def _objects(reader: Any) -> Iterator[Any]:
    """Every object of the file, also those no page refers to, and what lies directly inside them."""
    numbers = {number for generation in reader.xref.values() for number in generation} | set(reader.xref_objStm)
    if len(numbers) > MOST_OBJECTS:
        raise Invalid(BROKEN)
    todo: list[Any] = [reader.trailer, *(reader.get_object(number) for number in sorted(numbers))]
    left = MOST_OBJECTS * 50
    while todo and left:
        thing = todo.pop()
        left -= 1
        yield thing
        if isinstance(thing, dict):
            todo.extend(value for value in (thing.raw_get(key) for key in thing) if isinstance(value, dict | list))  # type: ignore[attr-defined]
        elif isinstance(thing, list):
            todo.extend(value for value in list.__iter__(thing) if isinstance(value, dict | list))
    if todo:
        raise Invalid(BROKEN)


def _is_active(thing: Any) -> bool:
    if not isinstance(thing, dict):
        return False
    return not ACTIVE_KEYS.isdisjoint(thing) or thing.get("/S") in ACTIONS or thing.get("/Type") == "/EmbeddedFile"
