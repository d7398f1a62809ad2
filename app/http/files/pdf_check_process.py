"""`python pdf_check_process.py MEGABYTES SECONDS < document.pdf` prints one word about what is in a PDF.

A page of a few hundred kilobytes may unfold to gigabytes, or keep a parser busy for minutes. Here that ends with this
process, by its own limits, and the web server's workers never notice. Nothing of ours is imported: it starts quickly.
"""

import io
import resource
import sys
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

MOST_OBJECTS = 20_000
MOST_PAGES = 200
ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/RichMediaExecute"}
HARMLESS = {"/GoTo", "/Named"}  # shows a page; goes to the next, prints nothing
ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/EmbeddedFiles", "/EmbeddedFile", "/RichMedia", "/AA"}


class TooMuchError(Exception):
    """More objects than any document of a customer's has."""


def judge(content: bytes) -> str:
    """`plain`, `locked`, `active` or `broken`; a hostile file may make the parser raise anything."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        return "locked"
    if not 1 <= len(reader.pages) <= MOST_PAGES:
        return "broken"
    if _opens_by_itself(reader.trailer["/Root"].get_object()):
        return "active"
    return "active" if any(_is_active(thing) for thing in _objects(reader)) else "plain"


def _opens_by_itself(catalog: Any) -> bool:
    """Whether opening the file does anything but show a page of it: an address, another file, or a chain of actions."""
    action = catalog.get("/OpenAction")
    action = action.get_object() if action is not None else None
    if not isinstance(action, dict):
        return False  # an array names a page to begin with
    return action.get("/S") not in HARMLESS or "/Next" in action


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
    return not ACTIVE_KEYS.isdisjoint(thing) or thing.get("/S") in ACTIONS or thing.get("/Type") == "/EmbeddedFile"


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
