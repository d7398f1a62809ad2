"""A resource is a table: what is shown, what may be asked, who sees which rows, which verbs write."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from marshmallow import Schema
from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from app.api.fields import Choice, Day, Moment, QueryWhole, Text
from app.core.errors import NotFound
from app.core.i18n import Sentence
from app.models.accounts.user import User
from app.policies.scopes import THINGS, Thing


@dataclass(frozen=True, slots=True)
class Filter:
    """A query parameter and the condition it means; the field is made anew for each schema."""

    make: Callable[[], Any]
    where: Callable[[Any], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Write:
    """A body and the verb it is given to: `verb(session, actor=…, now=…, **values) -> record`.

    An edit's verb gets the locked `record` as well, and only the values that were sent.
    """

    fields: Callable[[], dict[str, Any]]
    verb: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Foreign:
    """The table a column leads to, and which of its rows a reader may see."""

    model: Any
    visible_to: Callable[[User], ColumnElement[bool]]


@dataclass(frozen=True)
class Resource:
    """`loads`: loader options, so that a page is a handful of statements.

    `foreign`: columns that hold ids of records which not every reader may see; who may not reads null.
    """

    name: str
    model: Any
    schema: type[Schema]
    visible_to: Callable[[User], ColumnElement[bool]]
    loads: tuple[Any, ...] = ()
    foreign: Mapping[str, Foreign] = field(default_factory=dict[str, "Foreign"])
    filters: Mapping[str, Filter] = field(default_factory=dict[str, Filter])
    sorts: Mapping[str, Any] = field(default_factory=dict[str, Any])
    create: Write | None = None
    edit: Write | None = None
    guard: Callable[[str, Any, Mapping[str, Any]], None] | None = None

    def require(self, action: str, record: Any, values: Mapping[str, Any]) -> None:
        """What this resource asks beyond role and scope. `record` None: one that is being made."""
        if self.guard is not None:
            self.guard(action, record, values)

    @property
    def label(self) -> Sentence:
        return self.thing.label

    @property
    def thing(self) -> Thing:
        return THINGS[self.name]

    def rows(self, user: User) -> Any:
        return select(self.model).where(self.visible_to(user))

    def asked_for(self, user: User, asked: Mapping[str, Any]) -> Any:
        """Rows that fit the filters; whether a record is named that the user may not see is not to be found out."""
        query = self.rows(user)
        for name in self.filters.keys() & asked.keys():
            query = query.where(self.filters[name].where(asked[name]))
            if (foreign := self.foreign.get(name)) is not None:
                seen = select(foreign.model.id).where(foreign.model.id == asked[name], foreign.visible_to(user))
                query = query.where(exists(seen.correlate(None)))
        return query

    def dump(self, session: Session, record: Any, user: User) -> dict[str, Any]:
        return self.dump_all(session, [record], user)[0]

    def dump_all(self, session: Session, records: Iterable[Any], user: User) -> list[dict[str, Any]]:
        """As this user may read them."""
        shown: list[dict[str, Any]] = [self._dumper.dump(record) for record in records]  # type: ignore[misc]
        for name, foreign in self.foreign.items():
            ids = {one[name] for one in shown} - {None}
            rows = select(foreign.model.id).where(foreign.model.id.in_(ids), foreign.visible_to(user))
            seen = set(session.scalars(rows)) if ids else set[int]()
            for one in shown:
                one[name] = one[name] if one[name] in seen else None
        return shown

    @cached_property
    def _dumper(self) -> Schema:
        """Made once: a schema copies all its fields when it is made."""
        return self.schema()

    def get(self, session: Session, record_id: int, user: User, *, lock: bool = False) -> Any:
        """The record as the database has it now; NotFound for one that this user may not see."""
        query = self.rows(user).where(self.model.id == record_id).options(*self.loads)
        query = query.with_for_update(of=self.model) if lock else query
        found = session.scalars(query.execution_options(populate_existing=True)).unique().one_or_none()
        if found is None:
            raise NotFound
        return found

    def reread(self, session: Session, record_id: int, user: User) -> dict[str, Any]:
        """What a verb left behind, whoever may see it from now on."""
        session.flush()
        query = select(self.model).where(self.model.id == record_id).options(*self.loads)
        found = session.scalars(query.execution_options(populate_existing=True)).unique().one()
        return self.dump(session, found, user)


def one_of(column: Any) -> Filter:
    """A column that only takes the members of an enum."""
    kinds = column.property.columns[0].info["one_of"]
    return Filter(lambda: Choice(kinds), lambda value: column == value)


def same(column: Any) -> Filter:
    """An id."""
    return Filter(lambda: QueryWhole(1), lambda value: column == value)


def exact(column: Any, most: int = 120) -> Filter:
    return Filter(lambda: Text(most, least=1), lambda value: column == value)


def since(column: Any, field: type = Moment) -> Filter:
    return Filter(field, lambda value: column >= value)


def before(column: Any, field: type = Moment) -> Filter:
    return Filter(field, lambda value: column < value)


def since_day(column: Any) -> Filter:
    return since(column, Day)


def before_day(column: Any) -> Filter:
    return before(column, Day)


def yes_no(condition: Any) -> Filter:
    return Filter(lambda: Choice(["true", "false"]), lambda value: condition if value == "true" else ~condition)
