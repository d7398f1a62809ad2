"""A table as people make them: title lines, headings over two rows, a sheet with hints before the one that counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workflows.customers.imports.import_columns import COLUMNS, column_of

LOOKED_THROUGH = 25  # lines in which the headings are looked for
ENOUGH = 2  # known headings in one line: no line of data has them


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows`: (row number as the person's program shows it, its cells). A cell is a text or a dict naming a fault."""

    name: str
    rows: list[tuple[int, list[Any]]]


@dataclass(frozen=True, slots=True)
class Table:
    """`mapping`: for each heading our column's name or "" for one that we do not know."""

    headings: list[str]
    mapping: list[str]
    rows: list[tuple[int, list[Any]]]


def find_table(sheets: Sequence[Sheet]) -> Table:
    """The sheet and line with most of our headings; where there are none, the longest sheet from its widest line on."""
    known = max((_headed(sheet) for sheet in sheets), key=lambda table: (_known(table), len(table.rows)))
    if _known(known) >= ENOUGH:
        return known
    longest = max(sheets, key=lambda sheet: len(sheet.rows))
    head = longest.rows[:LOOKED_THROUGH]
    at = max(range(len(head)), key=lambda line: (_filled(head[line][1]), -line))
    return _table(longest, at, 1)


def _headed(sheet: Sheet) -> Table:
    last = min(len(sheet.rows), LOOKED_THROUGH)
    tables = [_table(sheet, at, lines) for at in range(last) for lines in (1, 2) if at + lines <= len(sheet.rows)]
    return max(tables, key=lambda table: (_known(table), len(table.rows)))


def _table(sheet: Sheet, at: int, lines: int) -> Table:
    """Headings over two rows: the lower one counts where it says something, under it is what it belongs to."""
    upper = [_text(cell) for cell in sheet.rows[at][1]]
    lower = [_text(cell) for cell in sheet.rows[at + 1][1]] if lines > 1 else []
    width = max(len(upper), len(lower))
    headings = [
        (lower[place] if place < len(lower) else "") or (upper[place] if place < len(upper) else "")
        for place in range(width)
    ]
    return Table(headings, _mapping(headings), sheet.rows[at + lines :])


def _mapping(headings: list[str]) -> list[str]:
    """The first heading for a column gets it; a second phone number has a column of its own."""
    mapping: list[str] = []
    for heading in headings:
        name = column_of(heading)
        if name == "phone_e164" and name in mapping:
            name = "other_phone"
        mapping.append(name if name in COLUMNS and name not in mapping else "")
    return mapping


def _known(table: Table) -> int:
    return sum(1 for name in table.mapping if name)


def _filled(cells: list[Any]) -> int:
    return sum(1 for cell in cells if isinstance(cell, str) and cell and not re.fullmatch(r"[\d.,\s]+", cell))


def _text(cell: Any) -> str:
    return cell.strip() if isinstance(cell, str) else ""
