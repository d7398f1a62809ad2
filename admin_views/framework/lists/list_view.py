"""Lists that stay as quick at a million rows as at ten thousand: no COUNT, no OFFSET, every sort ends in the id."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from flask import g, request, url_for
from flask_admin import expose
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from admin_views.framework.lists.columns import person_cell
from admin_views.framework.lists.filter_menu import ListFilters
from admin_views.framework.lists.row_counts import size_text
from admin_views.framework.lists.search import SearchPlan, search
from app.core.db import db, rank_of
from app.core.identifiers import read_id
from app.http.pages.keyset import Cursor, Sort, walk
from app.http.pages.live_piece import live_piece
from app.http.pages.with_query import with_query
from app.models.table_sizes import TABLE_SIZES, TableSize

CURSORS = frozenset({"after", "before", "end", "page"})
LONGEST_SEARCH = 100
MOST_NEWS = 100  # counted up to here
SAFE = "!$'()*,/:;?@"  # what url_for leaves readable in a query


@dataclass(frozen=True, slots=True)
class Pager:
    """Links of the list's foot; None where there is nothing in that direction."""

    first_url: str | None
    newer_url: str | None
    older_url: str | None
    last_url: str | None
    count_text: str


BY_MEANING = ("status", "priority")  # sorted in the order of the enum, not of the alphabet


class KeysetList(ListFilters):
    """Mixed into AdminModelView: walks by (sort value, id) instead of page numbers.

    In the URL: `after=<id>` (rows that follow this one), `before=<id>`, or `end=1` (the last page).
    A screen is searched by its `search_plan`, or overrides `search_for`.
    """

    page_size: int
    search_plan: ClassVar[SearchPlan | None] = None
    sort_expressions: ClassVar[dict[str, Any]] = {}  # e.g. {"name": func.lower(Customer.name)}, as its index has it

    def get_list(
        self,
        page: int | None,  # noqa: ARG002
        sort_column: str | None,
        sort_desc: bool | None,  # noqa: FBT001
        search: str | None,
        filters: Any,
        execute: bool = True,  # noqa: ARG002, FBT001, FBT002
        page_size: int | None = None,
    ) -> tuple[int | None, list[Any]]:
        query = self.get_query().options(*self._loads_of_columns())  # type: ignore[attr-defined]
        query = self._apply_search_text(query, search)
        query = self.apply_filters(query, filters)
        sort = self._sort(sort_column, sort_desc, filters)
        found = walk(
            db.session(),
            query,
            key=self.model.id,  # type: ignore[attr-defined]
            sort=sort,
            cursor=_cursor(),
            size=page_size or self.page_size,
        )
        g.pager = self._pager(query, found.rows, has_newer=found.has_newer, has_older=found.has_older)
        g.newest_first = sort.column is None and sort.descending
        return None, found.rows

    def _loads_of_columns(self) -> list[Any]:
        """The relations that columns show come with the list; otherwise each row would ask for its own."""
        relations = self.model.__mapper__.relationships  # type: ignore[attr-defined]
        named = {str(name).partition(".")[0] for name, _label in self._list_columns}  # type: ignore[attr-defined]
        return [self._load_of(relation) for relation in relations if relation.key in named]

    def _load_of(self, relation: Any) -> Any:
        """Of a person that is only named, the name alone: a user has forty columns."""
        load = (selectinload if relation.uselist else joinedload)(getattr(self.model, relation.key))  # type: ignore[attr-defined]
        is_named = self.column_formatters.get(relation.key) is person_cell  # type: ignore[attr-defined]
        return load.load_only(relation.mapper.class_.name) if is_named else load

    # --- searching ---

    def search_for(self, query: Any, words: str) -> Any:
        """Narrow the query to what the person typed; a screen with a `search_plan` need not override this."""
        if self.search_plan is None:
            return query
        return search(db.session(), query, self.search_plan, words, whole=_is_export())

    @property
    def is_searchable(self) -> bool:
        return self.search_plan is not None or type(self).search_for is not KeysetList.search_for

    def _apply_search_text(self, query: Any, text: str | None) -> Any:
        words = (text or "").replace("\x00", "").strip()[:LONGEST_SEARCH]
        return self.search_for(query, words) if words and self.is_searchable else query

    # --- sorting ---

    def _sort(self, name: str | None, descending: bool | None, filters: Any) -> Sort:  # noqa: FBT001
        allowed = self._sortable_columns  # type: ignore[attr-defined]
        if name not in allowed:
            ranged = self.sort_of_filters(filters)
            if ranged is not None:
                return Sort(ranged, descending=True)
            name, descending = self._first_order()
        target = self.sort_expressions.get(name, allowed.get(name, name))
        column = getattr(self.model, target) if isinstance(target, str) else target  # type: ignore[attr-defined]
        if isinstance(column, list):  # sorts by one column; the id breaks ties
            column = column[0]
        if column is None or getattr(column, "key", None) == "id":
            return Sort(None, bool(descending))
        stored = column.property.columns[0] if hasattr(column, "property") else column
        if name in BY_MEANING and "one_of" in getattr(stored, "info", {}):
            return Sort(rank_of(column), bool(descending))
        return Sort(column, bool(descending), tuple(self._sortable_joins.get(name, ())))  # type: ignore[attr-defined]

    def _first_order(self) -> tuple[str, bool]:
        order = self.column_default_sort or ("id", True)  # type: ignore[attr-defined]
        order = order[0] if isinstance(order, list) else order
        return (order, False) if isinstance(order, str) else order

    # --- what came since the list was drawn ---

    def news_url(self, rows: Sequence[Any]) -> str | None:
        """Asked by the first page of a growing list that shows the newest first; None elsewhere."""
        table = self.model.__tablename__  # type: ignore[attr-defined]
        if TABLE_SIZES.get(table) is TableSize.SMALL or CURSORS & set(request.args) or not g.get("newest_first"):
            return None
        since = rows[0].id if rows else 0
        return with_query(url_for(f"{self.endpoint}.news"), since=since)  # type: ignore[attr-defined]

    @expose("/news")
    def news(self) -> Any:
        """Empty, or how many rows have come that this list would show."""
        count = self._count_found(self.model.id > (read_id(request.args.get("since", "")) or 0))  # type: ignore[attr-defined]
        url = with_query(url_for(f"{self.endpoint}.index_view"), since=None)  # type: ignore[attr-defined]
        return live_piece(self.render("admin/list_news.html", count=count, most=MOST_NEWS, url=url))  # type: ignore[attr-defined]

    @expose("/count")
    def count(self) -> Any:
        """How many rows this search and these filters find: for the tab of a saved view."""
        found = self._count_found()
        return {"text": f"{MOST_NEWS - 1}+" if found >= MOST_NEWS else str(found)}

    def _count_found(self, *conditions: Any) -> int:
        """Up to MOST_NEWS."""
        asked, key = self._get_list_extra_args(), self.model.id  # type: ignore[attr-defined]
        query = self.apply_filters(self._apply_search_text(self.get_query(), asked.search), asked.filters)  # type: ignore[attr-defined]
        ids = query.where(*conditions).order_by(None).with_only_columns(key, maintain_column_froms=True)
        return db.session.scalar(select(func.count()).select_from(ids.limit(MOST_NEWS).subquery())) or 0

    # --- links ---

    def _get_list_extra_args(self) -> Any:
        """Page numbers mean nothing here, and a new sort, search or filter begins at the first page."""
        args = super()._get_list_extra_args()  # type: ignore[misc]
        args.page = 0
        args.extra_args = {name: value for name, value in args.extra_args.items() if name not in CURSORS}
        return args

    def _get_list_url(self, view_args: Any) -> str:
        kept = {
            "sort": view_args.sort,
            "desc": 1 if view_args.sort_desc else None,
            "search": view_args.search,
            **view_args.extra_args,
            **self._get_filters(view_args.filters),  # type: ignore[attr-defined]
        }
        return _here({name: value for name, value in kept.items() if value is not None})

    def _pager(self, query: Any, rows: list[Any], *, has_newer: bool, has_older: bool) -> Pager | None:
        if _is_export():
            return None
        kept = [(name, value) for name, value in request.args.items(multi=True) if name not in CURSORS]

        def to(**cursor: Any) -> str:
            return _here([*kept, *cursor.items()])

        whole = len(rows) if not has_newer and not has_older else None
        return Pager(
            first_url=to() if has_newer else None,
            newer_url=to(before=rows[0].id) if has_newer and rows else None,
            older_url=to(after=rows[-1].id) if has_older and rows else None,
            last_url=to(end=1) if has_older else None,
            count_text=size_text(db.session(), self.model, query, whole=whole, narrowed=self._is_narrowed()),  # type: ignore[attr-defined]
        )

    def _is_narrowed(self) -> bool:
        return bool(request.args.get("search")) or any(name.startswith("flt") for name in request.args)


def _here(query: Any) -> str:
    """This list with another query; url_for would look for the route again for each of a page's ten links."""
    return f"{request.script_root}{request.path}{'?' if query else ''}{urlencode(query, safe=SAFE)}"


def _is_export() -> bool:
    return (request.endpoint or "").endswith(".export")


def _cursor() -> Cursor:
    if _is_export():
        return Cursor()
    return Cursor(after=_id("after"), before=_id("before"), from_end="end" in request.args)


def _id(name: str) -> int | None:
    value = request.args.get(name, "")
    return read_id(value)
