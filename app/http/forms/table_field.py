"""A small table to fill in: rows of inputs that become one line of text each, its cells separated by tabs."""

import re
from collections.abc import Mapping
from typing import Any

from flask import render_template
from markupsafe import Markup
from wtforms import Field

from app.core.i18n import Sentence

EMPTY_ROWS = 2  # below what is filled in; a script adds more
LEAST_ROWS = 3
MOST_ROWS = 200
Columns = tuple[tuple[str, Sentence, int], ...]  # name, label, longest text


class TableField(Field):
    """`data` is text, so that the API and a pasted list say the same: `name<TAB>quantity<TAB>unit`, a row per line.

    Inputs are called `field-0-name`; a textarea with the field's own name takes a pasted list.
    """

    def __init__(self, *, columns: Columns, **given: Any) -> None:
        super().__init__(**given)
        self.columns = columns

    def process(self, formdata: Any, *given: Any, **more: Any) -> None:
        super().process(formdata, *given, **more)
        if formdata is None or not any(name.startswith(self.name) for name in formdata):
            return
        self.data = "\n".join([*self._typed_rows(formdata), *formdata.getlist(self.name)]).strip("\n")
        self.raw_data = [self.data]

    def rows(self) -> list[list[str]]:
        """What is filled in, and some empty rows below it; lines that are no rows of cells stay in the first cell."""
        filled = [line.split("\t") for line in (self.data or "").splitlines() if line.strip()]
        width = len(self.columns)
        padded = [[*cells, *[""] * width][:width] for cells in filled]
        return [*padded, *([[""] * width] * max(EMPTY_ROWS, LEAST_ROWS - len(padded)))]

    def __call__(self, **attributes: Any) -> Markup:
        return Markup(render_template("components/table_field.html", field=self, attributes=attributes))  # noqa: S704  escaped there

    def _typed_rows(self, formdata: Mapping[str, Any]) -> list[str]:
        wanted = re.compile(rf"{re.escape(self.name)}-([0-9]{{1,4}})-")
        numbers = sorted({int(found.group(1)) for name in formdata if (found := wanted.match(name))})[:MOST_ROWS]
        cells = [[self._cell(formdata, number, name) for name, _, _ in self.columns] for number in numbers]
        return ["\t".join(row).rstrip("\t") for row in cells if any(row)]

    def _cell(self, formdata: Mapping[str, Any], number: int, name: str) -> str:
        return " ".join(str(formdata.get(f"{self.name}-{number}-{name}") or "").split())
