"""Exports: what the filters leave, whole; figures and dates as values. Small ones at once, large ones by a job."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flask import Response, abort, flash, redirect, request, url_for
from flask_admin import expose
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy import Date, DateTime, Integer, Numeric, String
from sqlalchemy.orm import Session
from werkzeug.utils import secure_filename

from admin_views.framework.export.export_files import MEDIA_TYPES, WRITERS, Cell, as_text, content_of
from admin_views.framework.lists.columns import (
    ShortText,
    day_cell,
    moment_cell,
    rupiah_cell,
    site_moment_cell,
    value_of,
)
from app.core.clock import ZONES, utc_now
from app.core.db import db, transaction
from app.core.i18n import gettext
from app.http.pages.keyset import Cursor, walk
from app.policies.company_time import company_zone
from workflows.exports import note_export, order_export

CHUNK = 500
SMALL = 2_000  # rows that are written while the person waits, in well under a second
VALUES = (Integer, Numeric, Date, DateTime)
TYPED = {None, moment_cell, site_moment_cell, day_cell, rupiah_cell}  # formatters that show the value itself


class Exports:
    """Mixed into AdminModelView. Moments are in the company's zone, which their headings name."""

    export_types: ClassVar[list[str]] = ["csv", "xlsx"]
    export_words: ClassVar[frozenset[str]] = frozenset()  # figures that stand for words, written as the list shows them

    @expose("/export/<export_type>/")
    def export(self, export_type: str) -> Any:
        """The file, or the page of one's exports when there is too much to wait for."""
        if not self.can_export or export_type not in self.export_types:  # type: ignore[attr-defined]
            abort(404)
        rows = list(islice(self._export_rows(), SMALL + 1))
        query = request.query_string.decode(errors="replace").replace("\x00", "")
        values = {"endpoint": self.endpoint, "name": str(self.name), "query": query, "kind": export_type}  # type: ignore[attr-defined]
        if len(rows) > SMALL:
            with transaction() as session:
                order_export(session, actor=current_user, now=utc_now(), **values)
            flash(gettext("Barisnya banyak, jadi berkas dibuat di belakang layar. Anda diberi tahu bila siap."), "info")
            return redirect(url_for("export.index"))
        with transaction() as session:
            note_export(session, actor=current_user, now=utc_now(), rows=len(rows), **values)
        return self._answer(export_type, rows)

    def write_export(self, export_type: str, path: Path, progress: Callable[[int], None]) -> None:
        """Write the whole file; `progress` is told how many rows are read, every few thousand."""

        def counted() -> Iterator[Any]:
            done = 0
            for done, row in enumerate(self._export_rows(), 1):
                yield row
                if done % SMALL == 0:
                    progress(done)
            progress(done)

        WRITERS[export_type](path, self._export_lines(counted()))

    def export_name(self, export_type: str) -> str:
        return secure_filename(self.get_export_name(export_type))  # type: ignore[attr-defined]

    def _answer(self, export_type: str, rows: list[Any]) -> Response:
        content = content_of(export_type, self._export_lines(iter(rows)))
        headers = {"Content-Disposition": f"attachment; filename={self.export_name(export_type)}"}
        return Response(content, mimetype=MEDIA_TYPES[export_type], headers=headers)

    def _export_lines(self, rows: Iterator[Any]) -> Iterator[list[Cell]]:
        zone = company_zone(db.session())
        columns = [(name, str(label)) for name, label in self._export_columns]  # type: ignore[attr-defined]
        yield [f"{label} ({ZONES[zone]})" if self._is_moment(name) else label for name, label in columns]
        for row in rows:
            yield [self.export_cell(row, name, ZoneInfo(zone)) for name, _ in columns]

    def export_cell(self, row: Any, name: str, zone: ZoneInfo) -> Cell:
        """A figure, day or moment as such, however the list writes it; what the list writes everywhere else."""
        value = value_of(row, name) if self._is_plain(name) else None
        if isinstance(value, datetime):
            return value.astimezone(zone).replace(tzinfo=None)
        if isinstance(value, int | Decimal | date) and not isinstance(value, bool):
            return value
        if self._is_text(name):
            return as_text(value_of(row, name) or "")
        written = self.get_export_value(row, name)  # type: ignore[attr-defined]
        return as_text(written.striptags() if isinstance(written, Markup) else written)

    def _is_plain(self, name: str) -> bool:
        """A column of the table's own, or one that the list shows as it is."""
        figures = isinstance(self._kind(name), VALUES) and name not in self.export_words
        return figures or self.column_formatters.get(name) in TYPED  # type: ignore[attr-defined]

    def _is_text(self, name: str) -> bool:
        """Somebody's words, which a list may cut short or mark."""
        cut = isinstance(self.column_formatters.get(name), ShortText)  # type: ignore[attr-defined]
        return cut or (name in self.title_columns and isinstance(self._kind(name), String))  # type: ignore[attr-defined]

    def _is_moment(self, name: str) -> bool:
        return isinstance(self._kind(name), DateTime)

    def _kind(self, name: str) -> Any:
        return getattr(getattr(self.model, name, None), "type", None)  # type: ignore[attr-defined]

    def _export_rows(self) -> Iterator[Any]:
        """In the list's order, from its beginning, a few hundred at a time."""
        args = self._get_list_extra_args()  # type: ignore[attr-defined]
        chosen = self._get_column_by_idx(args.sort)  # type: ignore[attr-defined]
        query = self.get_query().options(*self._loads_of_columns())  # type: ignore[attr-defined]
        query = self.apply_filters(self._apply_search_text(query, args.search), args.filters)  # type: ignore[attr-defined]
        sort = self._sort(chosen[0] if chosen else None, args.sort_desc, args.filters)  # type: ignore[attr-defined]
        cursor: Cursor | None = Cursor()
        while cursor is not None:
            session: Session = db.session()
            page = walk(session, query, key=self.model.id, sort=sort, cursor=cursor, size=CHUNK)  # type: ignore[attr-defined]
            yield from page.rows
            cursor = Cursor(after=page.rows[-1].id) if page.has_older else None
