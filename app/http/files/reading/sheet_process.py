"""`python sheet_process.py MEGABYTES SECONDS < table`: what stands in a CSV, XLSX, XLS or ODS file, as JSON.

Prints {"sheets": [{"name", "rows": [[number, [cell, …]], …]}]} of the visible sheets, or {"refused": why}. A cell is a
text, or {"error": "#REF!"}, or {"formula": true} where a formula has no value. Rows bear the number that the person's
program shows; empty ones are left out. Nothing is executed, nothing of ours is imported: it starts quickly.
Which reader for what: openpyxl tells errors and formulas without value; calamine (ODS, Strict XLSX) does not.
"""

import csv
import datetime as dt
import io
import json
import re
import resource
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

MOST_ROWS = 5_000
MOST_EMPTY = 5_000  # a sheet that claims a million empty rows is over
MOST_LINES = 30  # of title and headings
MOST_COLUMNS = 60
MOST_SHEETS = 10
MOST_UNPACKED = 60 * 1024 * 1024
MOST_RATIO, RATIO_FROM = 100, 5 * 1024 * 1024
LONGEST_CELL = 4_000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# PDF, RTF, program, JPEG, PNG: could pass for text
NO_TABLE = (b"%PDF-", b"{\\rtf", b"MZ\x90", b"\xff\xd8\xff", b"\x89PNG")
DELIMITERS = (",", ";", "\t", "|")
UNDEFINED_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")

Sheets = Iterator[tuple[str, Iterable[Iterable[Any]]]]


class RefusedError(Exception):
    """`args[0]`: why, as a word."""


def read(content: bytes) -> list[dict[str, Any]]:
    """The visible sheets with something in them; a broken file may make a reader raise anything."""
    found = []
    for name, lines in _sheets(content):
        rows = list(_rows(lines))
        if rows:
            found.append({"name": name, "rows": rows})
        if len(found) == MOST_SHEETS:
            break
    return found


def _sheets(content: bytes) -> Sheets:
    if content.startswith(OLE):
        return _xls(content)
    if content.startswith(ZIP):
        names = _names_of(content)
        return _calamine(content) if "mimetype" in names else _xlsx(content)
    if content[:200].lstrip()[:1] == b"<":
        raise RefusedError("html")  # a web page called .xls, as many programs export
    return _csv(content)


def _rows(lines: Iterable[Iterable[Any]]) -> Iterator[tuple[int, list[Any]]]:
    empty = kept = 0
    for number, line in enumerate(lines, 1):
        cells = [_cell(value) for value in line][:MOST_COLUMNS]
        while cells and cells[-1] == "":
            cells.pop()
        empty = 0 if cells else empty + 1
        if empty > MOST_EMPTY:
            return
        if cells:
            kept += 1
            if kept > MOST_ROWS + MOST_LINES:
                raise RefusedError("rows")
            yield number, cells


def _cell(value: Any) -> Any:
    """As a person sees it; `'=1+1` and `'+62…` lose the mark that kept them from being formulas."""
    if isinstance(value, dict):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", "" if value is None else str(value)).strip()[:LONGEST_CELL]
    return text[1:] if re.match(r"'[=+\-@\t0-9]", text) else text


def _names_of(content: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        listed = parts.infolist()
        unpacked = sum(part.file_size for part in listed)
        if unpacked > MOST_UNPACKED or (unpacked > RATIO_FROM and unpacked > MOST_RATIO * len(content)):
            raise RefusedError("unpacked")
        return {part.filename for part in listed}


def _xlsx(content: bytes) -> Sheets:
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except (IndexError, KeyError, ValueError):  # Strict Open XML
        yield from _calamine(content)
        return
    written = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        formulas = written[sheet.title]
        for one in (sheet, formulas):
            one.reset_dimensions()  # the file's own word about its size is not believed
        pairs = zip(sheet.iter_rows(max_col=MOST_COLUMNS), formulas.iter_rows(max_col=MOST_COLUMNS), strict=False)
        yield sheet.title, ([_of_xlsx(*both) for both in zip(*pair, strict=False)] for pair in pairs)


def _of_xlsx(cell: Any, written: Any) -> Any:
    if cell.data_type == "e":
        return {"error": str(cell.value)}
    if cell.value is None and written.data_type == "f":
        return {"formula": True}
    return cell.value


def _calamine(content: bytes) -> Sheets:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for about in book.sheets_metadata:
        if about.visible == SheetVisibleEnum.Visible:
            sheet = book.get_sheet_by_name(about.name)
            yield about.name, sheet.to_python(skip_empty_area=False)


def _xls(content: bytes) -> Sheets:
    import xlrd  # noqa: PLC0415

    try:
        book = xlrd.open_workbook(file_contents=content, on_demand=True, logfile=io.StringIO())
    except xlrd.XLRDError as problem:
        raise RefusedError("locked" if "encrypted" in str(problem).lower() else "broken") from None
    for sheet in book.sheets():
        if sheet.visibility == 0:
            yield sheet.name, ([_of_xls(cell, book.datemode) for cell in sheet.row(row)] for row in range(sheet.nrows))


def _of_xls(cell: Any, datemode: int) -> Any:
    import xlrd  # noqa: PLC0415

    if cell.ctype == xlrd.XL_CELL_ERROR:
        return {"error": xlrd.error_text_from_code.get(cell.value, "#ERR")}
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, datemode)
    return cell.value


def _csv(content: bytes) -> Sheets:
    if content.startswith(NO_TABLE):
        raise RefusedError("other")
    text = re.sub("\r(?!\n)", "\n", _decoded(content))  # line ends of old Macs
    if re.search("[\x00-\x08\x0e-\x1f]", text[:5000]):
        raise RefusedError("other")
    first, _, rest = text.partition("\n")
    named = re.fullmatch(r"sep=(.)\r?", first)  # what Excel writes for itself
    if named:
        text, delimiter = rest, named.group(1)
    else:
        delimiter = _delimiter(text)
    # a row keeps its number although the line above it is gone
    skipped: list[list[str]] = [[]] if named else []
    yield "CSV", [*skipped, *csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]


def _delimiter(text: str) -> str:
    """The sign that cuts most of the first lines into the same number of cells; title lines have none."""

    def agreement(sign: str) -> tuple[int, int]:
        widths = Counter(len(line) for _, line in zip(range(50), csv.reader(io.StringIO(text), delimiter=sign)))  # noqa: B905
        width, lines = max(widths.items(), key=lambda one: (one[0] > 1, one[1], one[0]), default=(1, 0))
        return (lines, width) if width > 1 else (0, 0)

    return max(DELIMITERS, key=agreement)


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 or Windows' own cp1252; charset guessers take curly quotes for another code page."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    wide = _wide(content[:2000])
    if wide:
        return content.decode(wide, errors="replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if UNDEFINED_IN_CP1252.search(content):
            raise RefusedError("charset") from None
        text = content.decode("cp1252")
    return text


def _wide(start: bytes) -> str:
    """UTF-16 without a byte order mark: every other byte of Latin text is zero."""
    for name, places in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
        if places.count(0) > len(places) / 5:
            return name
    return ""


def main(megabytes: int, seconds: int) -> None:
    """Prints one JSON document."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    csv.field_size_limit(1_000_000)
    try:
        answer: dict[str, Any] = {"sheets": read(sys.stdin.buffer.read())}
    except RefusedError as refusal:
        answer = {"refused": refusal.args[0]}
    except MemoryError:
        answer = {"refused": "unpacked"}
    except Exception:  # noqa: BLE001  readers raise whatever the broken part raises
        answer = {"refused": "broken"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
