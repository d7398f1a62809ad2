"""Rows of typed values as CSV and XLSX: figures and dates that a spreadsheet can calculate with, no live formula."""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

# One such character makes the whole workbook unreadable.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LIVE = frozenset("=+-@＝＋－＠")
LONGEST_CELL = 32_767  # of a workbook
TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
Cell = str | int | float | Decimal | date | datetime  # a datetime is naive: the clock of the company's zone


def as_text(value: object) -> str:
    """Text that every file can hold."""
    return NOT_XML.sub("", str(value))


def inert(text: str) -> str:
    """For CSV, where a cell has no type: no spreadsheet takes it for a formula."""
    return f"'{text}" if text.lstrip()[:1] in LIVE or text[:1] in {"\t", "\r", "\n"} else text


def csv_lines(rows: Iterable[list[Cell]]) -> Iterator[str]:
    """Plain figures and ISO dates; a byte order mark first, without which Excel takes UTF-8 for something else."""
    yield "\ufeff"
    for row in rows:
        text = io.StringIO()
        csv.writer(text).writerow([_of_csv(value) for value in row])
        yield text.getvalue()


def _of_csv(value: Cell) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return inert(value) if isinstance(value, str) else format(value, "f") if isinstance(value, Decimal) else str(value)


def write_csv(path: Path, rows: Iterable[list[Cell]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_lines(rows))


def write_xlsx(path: Path, rows: Iterable[list[Cell]]) -> None:
    """Row by row: memory does not grow with the table."""
    from xlsxwriter import Workbook  # noqa: PLC0415  heavy; few requests export

    with Workbook(str(path), {"constant_memory": True, **TEXT_ONLY}) as book:
        sheet = book.add_worksheet()
        formats = {
            "head": book.add_format({"bold": True}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            int: book.add_format({"num_format": "#,##0"}),
            Decimal: book.add_format({"num_format": "#,##0.00"}),
        }
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                _write_cell(sheet, (number, place), value, formats, is_head=number == 0)
        sheet.freeze_panes(1, 0)


def _write_cell(sheet: Any, at: tuple[int, int], value: Cell, formats: dict[Any, Any], *, is_head: bool) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(*at, value, formats[datetime])
    elif isinstance(value, date):
        sheet.write_datetime(*at, datetime(value.year, value.month, value.day), formats[date])  # noqa: DTZ001  a day
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(*at, value, formats[int if value == int(value) else Decimal])
    elif value:
        sheet.write_string(*at, value[:LONGEST_CELL], formats["head"] if is_head else None)


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}
MEDIA_TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def content_of(kind: str, rows: Iterable[list[Cell]]) -> bytes:
    """A whole small file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        WRITERS[kind](path, rows)
        return path.read_bytes()
