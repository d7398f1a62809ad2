"""Keyset paging along (sort value, id), for panel and API: as quick at the millionth row as at the first.

PostgreSQL's order is kept for NULL: last when rising, first when falling.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, literal, or_, select, tuple_
from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Sort:
    """`column` None: by id alone. `joins`: the relationships that lead to a column of another table.

    Rows of one such record stay together: its id comes before the row's own, so that no index order is ever resorted.
    """

    column: Any = None
    descending: bool = True
    joins: tuple[Any, ...] = ()

    @property
    def other_key(self) -> Any:
        return self.joins[-1].property.mapper.class_.id

    def parts(self, key: Any) -> list[Any]:
        return [key] if self.column is None else [self.column, *([self.other_key] if self.joins else []), key]

    @property
    def is_nullable(self) -> bool:
        columns = getattr(getattr(self.column, "property", None), "columns", ())
        return bool(columns) and columns[0].nullable

    def joined(self, query: Any) -> Any:
        for relation in self.joins:
            query = query.join(relation)
        return query


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where to walk from: the id of the row before, of the row after, or the far end.

    `values`: the sort values and the id of the row before, where the link carries them itself.
    """

    after: int | None = None
    before: int | None = None
    from_end: bool = False
    values: tuple[Any, ...] | None = None

    @property
    def backwards(self) -> bool:
        return self.before is not None or self.from_end

    @property
    def edge(self) -> int | None:
        return self.before if self.before is not None else self.after


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Any]
    has_newer: bool
    has_older: bool


def walk(session: Session, query: Any, *, key: Any, sort: Sort, cursor: Cursor, size: int) -> Page:
    """The `size` rows that follow the cursor; the far end is reached from the far end."""
    beyond = _beyond(session, key, sort, cursor)
    if beyond is None:  # the row the link named is gone
        return walk(session, query, key=key, sort=sort, cursor=Cursor(), size=size)
    falling = sort.descending != cursor.backwards
    parts = [part.desc() if falling else part.asc() for part in sort.parts(key)]
    ordered = sort.joined(query).order_by(None).order_by(*parts)
    rows: list[Any] = []
    for condition in beyond:
        segment = ordered if condition is True else ordered.where(condition)
        rows += session.scalars(segment.limit(size + 1 - len(rows))).unique()
        if len(rows) > size:
            break
    more = len(rows) > size
    if cursor.before is not None and not more and len(rows) < size:
        return walk(session, query, key=key, sort=sort, cursor=Cursor(), size=size)
    rows = rows[:size]
    if cursor.backwards:
        return Page(rows[::-1], has_newer=more, has_older=cursor.before is not None)
    return Page(rows, has_newer=cursor.edge is not None or cursor.values is not None, has_older=more)


def _beyond(session: Session, key: Any, sort: Sort, cursor: Cursor) -> list[Any] | None:
    """What lies past the edge, as conditions to walk one after the other; None when the edge is unknown.

    PostgreSQL puts NULL last when rising and first when falling. Each segment is one range of the index; an OR would
    make the planner read it from its beginning.
    """
    edge = cursor.edge if cursor.values is None else cursor.values[-1]
    if edge is None:
        return [True]
    falling = sort.descending != cursor.backwards
    ids = key < edge if falling else key > edge
    if sort.column is None:
        return [ids]
    found: Any = cursor.values
    if found is None:
        row = select(*sort.parts(key)).select_from(key.class_).where(key == edge)
        found = session.execute(sort.joined(row)).one_or_none()
    if found is None:
        return None
    if sort.joins:
        return [_past_joined(sort, found, ids, falling=falling)]
    value, column = found[0], sort.column
    if value is None:
        rest = [column.is_not(None)] if falling else []
        return [and_(column.is_(None), ids), *rest]
    rest = [column.is_(None)] if sort.is_nullable and not falling else []
    here, there = tuple_(column, key), tuple_(literal(value, column.type), literal(edge, key.type))
    return [here < there if falling else here > there, *rest]


def _past_joined(sort: Sort, found: Any, ids: Any, *, falling: bool) -> Any:
    """A row comparison over two tables is no range of any index: say the other table's part by itself, as its range."""
    column, other = sort.column, sort.other_key
    here, there = tuple_(column, other), tuple_(literal(found[0], column.type), literal(found[1], other.type))
    near, far = (here <= there, here < there) if falling else (here >= there, here > there)
    return and_(near, or_(far, ids))
