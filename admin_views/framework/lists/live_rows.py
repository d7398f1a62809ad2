"""Rows of a list that stay true while it is open: drawn again as they stand, in the order in which they were shown."""

from collections.abc import Sequence
from typing import Any

from flask import request, url_for
from flask_admin import expose

from app.core.db import db
from app.core.identifiers import read_id
from app.http.pages.live_piece import live_piece
from app.http.pages.with_query import with_query


class LiveRows:
    """Mixed into a screen. New rows wait behind the list's “n baru”; none moves under the hand."""

    model: Any
    endpoint: str

    def render(self, template: str, **kwargs: Any) -> Any:
        if template == self.list_template:  # type: ignore[attr-defined]
            kwargs["rows_url"] = self.rows_url(kwargs["data"])
        return super().render(template, **kwargs)  # type: ignore[misc]

    def rows_url(self, rows: Sequence[Any]) -> str | None:
        """With the list's own query, to which the records' pages lead back."""
        shown = ",".join(str(row.id) for row in rows)
        return with_query(url_for(f"{self.endpoint}.rows"), ids=shown) if shown else None

    @expose("/rows")
    def rows(self) -> Any:
        """`ids=3,2,1`: those of them that this reader may see; 304 while they are the same."""
        asked = [number for text in request.args.get("ids", "").split(",") if (number := read_id(text)) is not None]
        wanted = asked[: max(self.page_size_options or (self.page_size,))]  # type: ignore[attr-defined]
        query = self.get_query().options(*self._loads_of_columns())  # type: ignore[attr-defined]
        found = {row.id: row for row in db.session.scalars(query.where(self.model.id.in_(wanted))).unique()}
        data = [found[number] for number in wanted if number in found]
        back = with_query(url_for(f"{self.endpoint}.index_view"), ids=None)
        return live_piece(self.render("admin/model/live_rows.html", **self.rows_context(data, back)))  # type: ignore[attr-defined]
