"""Exports: what the filters leave, whole. CSV is written as it is read; a workbook has to fit into memory."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any, ClassVar

from flask import Response, abort, flash, redirect, stream_with_context
from flask_admin import expose
from flask_babel import format_decimal
from openpyxl import Workbook
from werkzeug.utils import secure_filename

from app.core.db import db
from app.core.i18n import gettext
from app.http.pages.keyset import Cursor, walk

CHUNK = 500
# One such character, pasted from anywhere, would spoil the whole workbook.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LIVE = frozenset("=+-@＝＋－＠")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_cell(value: object) -> str:
    """Text no spreadsheet takes for a formula, and every one can hold."""
    text = NOT_XML.sub("", str(value))
    return f"'{text}" if text.lstrip()[:1] in LIVE or text[:1] in {"\t", "\r", "\n"} else text


class Exports:
    """Mixed into HouseView. `get_export_value` sees to it that no cell is a live formula."""

    export_types: ClassVar[list[str]] = ["csv", "xlsx"]
    export_max_rows = 20_000  # of a workbook

    @expose("/export/<export_type>/")
    def export(self, export_type: str) -> Any:
        if not self.can_export or export_type not in self.export_types:  # type: ignore[attr-defined]
            abort(404)
        name = secure_filename(self.get_export_name(export_type))  # type: ignore[attr-defined]
        headers = {"Content-Disposition": f"attachment; filename={name}"}
        if export_type == "csv":
            return Response(stream_with_context(self._csv()), mimetype="text/csv", headers=headers)
        book = self._workbook()
        if book is None:
            most = format_decimal(self.export_max_rows)
            flash(
                gettext("Lebih dari %(most)s baris: persempit dengan saringan, atau ekspor sebagai CSV.", most=most),
                "error",
            )
            return redirect(self.get_url(".index_view"))  # type: ignore[attr-defined]
        return Response(book, mimetype=XLSX, headers=headers)

    def _export_lines(self) -> Iterator[list[str]]:
        columns = self._export_columns  # type: ignore[attr-defined]
        yield [str(label) for _, label in columns]
        for row in self._export_rows():
            yield [str(self.get_export_value(row, name)) for name, _ in columns]  # type: ignore[attr-defined]

    def _export_rows(self) -> Iterator[Any]:
        """In the list's order, from its beginning, a few hundred at a time."""
        args = self._get_list_extra_args()  # type: ignore[attr-defined]
        chosen = self._get_column_by_idx(args.sort)  # type: ignore[attr-defined]
        query = self.get_query().options(*self._loads_of_columns())  # type: ignore[attr-defined]
        query = self.apply_filters(self._apply_search_text(query, args.search), args.filters)  # type: ignore[attr-defined]
        sort = self._sort(chosen[0] if chosen else None, args.sort_desc, args.filters)  # type: ignore[attr-defined]
        cursor: Cursor | None = Cursor()
        while cursor is not None:
            page = walk(db.session(), query, key=self.model.id, sort=sort, cursor=cursor, size=CHUNK)  # type: ignore[attr-defined]
            yield from page.rows
            cursor = Cursor(after=page.rows[-1].id) if page.has_older else None

    def _csv(self) -> Iterator[str]:
        """With a byte order mark: without one Excel takes UTF-8 for something else."""
        yield "\ufeff"
        for line in self._export_lines():
            text = io.StringIO()
            csv.writer(text).writerow(line)
            yield text.getvalue()

    def _workbook(self) -> bytes | None:
        """None when there is too much for one."""
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for number, line in enumerate(self._export_lines()):
            if number > self.export_max_rows:
                return None
            sheet.append(line)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
