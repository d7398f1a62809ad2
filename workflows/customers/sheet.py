"""Reading a table somebody sends us, CSV or XLSX, as text: nothing in it is executed, nothing of it is trusted."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook

from app.core.errors import Invalid
from app.core.i18n import N_

MOST_ROWS = 5_000
MOST_COLUMNS = 60
MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 500
LONGEST_CELL = 4_000
_XLSX = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows`: (row number as the person's program shows it, one text per heading)."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]


def read_sheet(content: bytes) -> Sheet:
    """What kind it is, the content says and not the name. Raises Invalid with a sentence."""
    if not content:
        raise _refused(N_("Berkas ini kosong."))
    if len(content) > MOST_BYTES:
        raise _refused(N_("Berkas terlalu besar: paling besar 10 MB."))
    lines = _xlsx(content) if content.startswith(_XLSX) else _csv(content)
    numbered = _not_empty(lines)
    headings = next(numbered, None)
    if headings is None:
        raise _refused(N_("Berkas ini kosong."))
    rows: list[tuple[int, list[str]]] = []
    for row in numbered:
        if len(rows) == MOST_ROWS:
            raise _refused(N_("Terlalu banyak baris: paling banyak %(most)s sekali impor.", most="5.000"))
        rows.append(row)
    return Sheet(headings[1], rows)


def _not_empty(lines: Iterable[Iterable[Any]]) -> Iterator[tuple[int, list[str]]]:
    empty = 0
    for number, line in enumerate(lines, 1):
        cells = [_text(cell) for cell in line][:MOST_COLUMNS]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            empty = 0
            yield number, cells
        else:
            empty += 1
            if empty > MOST_ROWS:  # a sheet that claims a million empty rows is over
                return


def _text(cell: Any) -> str:
    """A cell as a person sees it; `'=1+1` and `'+62…` lose the mark that kept them from being formulas."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", str(cell)).strip()[:LONGEST_CELL]
    return text[1:] if re.match(r"'[=+\-@\t]", text) else text


def _csv(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    first = text.lstrip().partition("\n")[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        raise _refused(N_("Berkas ini bukan CSV yang dapat dibaca.")) from None


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):  # Excel's "Unicode text"
        return content.decode("utf-16", errors="replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if "\x00" in text:
        raise _refused(N_("Berkas ini bukan CSV atau XLSX."))
    return text


def _xlsx(content: bytes) -> Iterator[tuple[Any, ...]]:
    _refuse_bomb(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # type: ignore[union-attr]  the file's own word about its size is not believed
        yield from sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)
    except Invalid:
        raise
    except Exception:  # noqa: BLE001  openpyxl raises whatever the broken part raises
        raise _refused(N_("Berkas XLSX ini rusak atau tidak dapat dibaca.")) from None


def _refuse_bomb(content: bytes) -> None:
    """Look at what the parts claim, and then at what they are: a header may lie about the unpacked size."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            listed = parts.infolist()
            if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
                raise _refused(N_("Berkas XLSX ini terlalu besar setelah dibuka."))
            left = MOST_UNPACKED
            for part in listed:
                with parts.open(part) as unpacked:
                    while chunk := unpacked.read(1 << 20):
                        left -= len(chunk)
                        if left < 0:
                            raise _refused(N_("Berkas XLSX ini terlalu besar setelah dibuka."))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise _refused(N_("Berkas XLSX ini rusak atau tidak dapat dibaca.")) from None


def _refused(sentence: Any) -> Invalid:
    return Invalid(sentence, field="file")
