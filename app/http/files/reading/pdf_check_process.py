"""`python pdf_check_process.py MEGABYTES SECONDS < document.pdf` prints one word about what is in a PDF.

A page of a few hundred kilobytes may unfold to gigabytes, or keep a parser busy for minutes. Here that ends with this
process, by its own limits, and the web server's workers never notice. Nothing of ours is imported: it starts quickly.
"""

import io
import logging
import resource
import sys
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import StreamObject

MOST_OBJECTS = 20_000
MOST_PAGES = 200
ACTIONS = {
    "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR", "/Movie", "/Rendition",
    "/RichMediaExecute", "/Sound",
}  # fmt: skip
SHOWN_PAGES = {"/FirstPage", "/LastPage", "/NextPage", "/PrevPage"}  # named actions that print, close and save nothing
ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/EmbeddedFiles", "/EmbeddedFile", "/EF", "/RichMedia", "/AA"}
# annotations that carry a file or play something; a file that is embedded
ACTIVE_KINDS = {"/3D", "/EmbeddedFile", "/FileAttachment", "/Movie", "/RichMedia", "/Screen", "/Sound"}
DECIDING = ("/A", "/OpenAction", "/S", "/Subtype", "/Type")  # given twice, readers do not agree on which counts


class TooMuchError(Exception):
    """More objects than any document of a customer's has."""


def judge(content: bytes) -> str:
    """`plain`, `locked`, `active` or `broken`; a hostile file may make the parser raise anything."""
    repeated = _RepeatedKeys()
    logging.getLogger("pypdf").addHandler(repeated)
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        return "locked"
    if not 1 <= len(reader.pages) <= MOST_PAGES:
        return "broken"
    if _opens_by_itself(reader.trailer["/Root"].get_object()):
        return "active"
    return "active" if any(_is_active(thing) for thing in _objects(reader)) or repeated.found else "plain"


class _RepeatedKeys(logging.Handler):
    """pypdf takes the first of two values and warns; another reader may take the second."""

    found = False

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if "Multiple definitions" in text and text.endswith(DECIDING):
            self.found = True


def _opens_by_itself(catalog: Any) -> bool:
    """Whether opening the file does anything but show a page of it: an address, another file, or a chain of actions."""
    action = catalog.get("/OpenAction")
    action = action.get_object() if action is not None else None
    if not isinstance(action, dict):
        return False  # an array names a page to begin with
    kind = _value(action, "/S")
    shows_a_page = kind == "/GoTo" or (kind == "/Named" and _value(action, "/N") in SHOWN_PAGES)
    return not shows_a_page or "/Next" in action


def _objects(reader: Any) -> Iterator[Any]:
    """Every object of the file, also those no page refers to, and what lies directly inside them."""
    numbers = {number for generation in reader.xref.values() for number in generation} | set(reader.xref_objStm)
    if len(numbers) > MOST_OBJECTS:
        raise TooMuchError
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
        raise TooMuchError


def _is_active(thing: Any) -> bool:
    if not isinstance(thing, dict):
        return False
    if not ACTIVE_KEYS.isdisjoint(thing) or _value(thing, "/S") in ACTIONS:
        return True
    if not ACTIVE_KINDS.isdisjoint((_value(thing, "/Type"), _value(thing, "/Subtype"))):
        return True
    # contents in another file: of a stream, of a form
    return isinstance(thing, StreamObject) and ("/F" in thing or "/Ref" in thing)


def _value(thing: Any, key: str) -> Any:
    """A name stands in its dictionary or, as anything may, in an object of its own."""
    value = thing.get(key)
    value = value.get_object() if value is not None else None
    return value if isinstance(value, str) else None


def main(megabytes: int, seconds: int) -> None:
    """`seconds`: of computing; the kernel ends the process after them."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    try:
        verdict = judge(sys.stdin.buffer.read())
    except Exception:  # noqa: BLE001  MemoryError and RecursionError included
        verdict = "broken"
    sys.stdout.write(verdict)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
