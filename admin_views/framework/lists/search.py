"""Searching lists: by number, by phone in any writing, by words; as quick for a common word as for a rare one.

What the newest rows are full of is common: the list walks its sort order and stops at the page, which soon is full.
Everything else is looked up by the index that knows it, some thousand rows at most, and the list is those, sorted.
Nothing is ever read from end to end: who finds too much adds a word.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, BigInteger, and_, any_, exists, false, func, literal, or_, select, true, union_all
from sqlalchemy.orm import Session

from admin_views.framework.lists.search_terms import phone_prefix, phone_tail, record_number, search_words, words_query
from app.core.clock import utc_now
from app.core.text.folding import fold, fold_in_sql
from app.models.customers.customer import CUSTOMER_MARKED, SITE_MARKED, Customer, Site
from workflows.numbering import ROMAN_MONTHS

PROBE = 2000  # hits that are looked up and sorted
RECENT, COMMON = 1000, 25  # so many of the newest rows, and so many hits among them, make a word common
NAMESAKES = 300  # customers whose records are looked up
_EVERYWHERE = true()
_asked: ContextVar[dict[str, Any] | None] = ContextVar("customers_asked_for", default=None)


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """What a screen is searched by: numbers (prefix), its customer, its own words, and further conditions.

    `bare_number` builds the full numbers a person means by `123`. `words` is a tsvector column, `config` its language.
    `newest`: the column that tells which rows came last, where their ids do not. `parts`: conditions that split a
    union into its tables; a word may be common in one and stand nowhere in another.
    """

    model: Any
    numbers: tuple[Any, ...] = ()
    customer: Any = None
    words: Any = None
    config: str = "simple"
    phone: Any = None
    bare_number: str = ""  # e.g. "TKT-{year}-{number:06d}"
    through: "tuple[Any, SearchPlan] | None" = None  # (foreign key, plan of the record it points to)
    sites: bool = False  # of customers: by their sites, too
    marked: "tuple[Any, Any] | None" = None  # its words without the marks on letters; the rows that have any
    newest: Any = None
    parts: tuple[Any, ...] = (_EVERYWHERE,)


OWNERS = SearchPlan(
    Customer,
    numbers=(Customer.code,),
    phone=Customer.phone_e164,
    words=Customer.search,
    bare_number="PLG-{number:06d}",
    sites=True,
    marked=CUSTOMER_MARKED,
)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to match: `hits` finds rows by an index, `test` tells of one row whether it matches."""

    hits: Any
    test: Any

    @classmethod
    def of(cls, condition: Any) -> "Way":
        return cls(condition, condition)


def search(session: Session, query: Any, plan: SearchPlan, text: str, *, whole: bool = False) -> Any:
    """Narrow `query` to the rows that match what the person typed; `whole`: to all of them, however long it takes."""
    ways = _ways(session, plan, text)
    if not ways:
        return query.where(false())
    if whole:
        return query.where(or_(*(way.test for way in ways)).is_(True))
    return query.where(or_(*(_matches(session, plan, ways, part) for part in plan.parts)))


def _matches(session: Session, plan: SearchPlan, ways: Sequence[Way], part: Any) -> Any:
    """IS TRUE: no index tempts the planner away from walking the list's order."""
    is_common, hits = _probe(session, plan.model.id, ways, PROBE, part=part, newest=plan.newest)
    if is_common:
        return and_(part, or_(*(way.test for way in ways)).is_(True))
    return and_(part, _one_of(plan.model.id, hits))


def search_few(query: Any, text: str, *columns: Any, phone: Any = None) -> Any:
    """For tables of some hundred rows: the text, or each of its words, anywhere in the columns; or the phone number."""
    words = [_contains(columns, word) for word in search_words(text)]
    whole = _contains(columns, text)
    by_phone = phone_conditions(phone, text) if phone is not None else []
    return query.where(or_(whole, and_(*words) if words else false(), *by_phone))


def _contains(columns: tuple[Any, ...], text: str) -> Any:
    return or_(*(fold_in_sql(column).icontains(fold(text), autoescape=True) for column in columns))


def _probe(
    session: Session, key: Any, ways: Sequence[Way], most: int, *, part: Any = _EVERYWHERE, newest: Any = None
) -> tuple[bool, list[int]]:
    """Whether the newest rows are full of it; if not, the hits, `most` of each way.

    MATERIALIZED keeps the LIMIT from the planner: told that a few rows are enough, it reads the table for a rare word.
    The newest are taken by LIMIT: a condition on the id looks like a third of the table, worth starting workers for.
    """
    matches = or_(*(way.test for way in ways)).is_(True).label("matches")
    order = (key.desc(),) if newest is None else (newest.desc(), key.desc())
    recent = select(matches).select_from(key.class_).where(part).order_by(*order).limit(RECENT).subquery()
    common = select(func.count().filter(recent.c.matches).label("n")).cte("common")
    is_rare = select(common.c.n).scalar_subquery() < COMMON
    found = [
        select(key.label("id"))
        .where(part, way.hits, is_rare)
        .cte(f"way_{place}")
        .prefix_with("MATERIALIZED", dialect="postgresql")
        for place, way in enumerate(ways)
    ]
    parts = [select(select(way.c.id).limit(most).subquery().c.id) for way in found]
    count, *hits = session.scalars(union_all(select(-common.c.n), *parts)).all()
    return -count >= COMMON, list(set(hits))


def _ways(session: Session, plan: SearchPlan, text: str) -> list[Way]:
    found = [Way.of(starts_with(column, text.upper())) for column in plan.numbers if _is_number(text)]
    number = record_number(text, plan.bare_number) if plan.bare_number else None
    if number is not None:
        found.append(Way.of(plan.numbers[0].in_(_full_numbers(plan.bare_number, number))))
    if plan.phone is not None:
        found += [Way.of(condition) for condition in phone_conditions(plan.phone, text)]
    if plan.customer is not None:
        found += _of_customers(session, plan.customer, text)
    question = words_query(text)
    if plan.words is not None and question:
        found.append(Way.of(matches_words(plan.words, plan.config, question)))
    if plan.marked is not None and question:
        found.append(Way.of(_without_marks(plan.marked, question)))
    if plan.sites and question:
        found += [_at_sites(matches_words(Site.search, "simple", question))]
        found += [_at_sites(_without_marks(SITE_MARKED, question))]
    if plan.through is not None:
        key, other = plan.through
        found += [_through(key, other.model.id, way) for way in _ways(session, other, text)]
    return found


def phone_conditions(column: Any, text: str) -> list[Any]:
    """The number begins with what was typed, or ends with it; each has an index."""
    prefix, tail = phone_prefix(text), phone_tail(text)
    begins = [starts_with(column, prefix)] if prefix else []
    return [*begins, starts_with(func.reverse(column), tail[::-1])] if tail else begins


def matches_words(column: Any, config: str, question: str) -> Any:
    return column.op("@@")(func.to_tsquery(config, question))


def _without_marks(marked: tuple[Any, Any], question: str) -> Any:
    """`rene` finds `René`; few rows have marks, and an index knows these alone."""
    words, has_marks = marked
    return and_(has_marks, matches_words(words, "simple", question))


def _at_sites(matches: Any) -> Way:
    """Customers with a site of this name, at this street or landmark."""
    here = (matches, Site.deleted_at.is_(None))
    return Way(
        Customer.id.in_(select(Site.customer_id).where(*here)), exists().where(Site.customer_id == Customer.id, *here)
    )


def _of_customers(session: Session, customer: Any, text: str) -> list[Way]:
    """The records of the customers this text finds."""
    ways, is_common, ids = _owners(session, text)
    if not is_common and not ids:
        return []
    if not is_common and len(ids) < NAMESAKES:
        return [Way.of(_one_of(customer, ids))]
    tests = [way.test for way in ways]
    # a scalar subquery is asked for each row walked; IN or EXISTS the planner would turn into a list of all namesakes
    theirs = select(or_(*tests)).where(Customer.id == customer).scalar_subquery()
    return [Way(_one_of(customer, ids or _newest_namesakes(session, tests)), theirs)]


@contextmanager
def owners_asked_once() -> Iterator[None]:
    """Within it, searches of several lists for one text look the customers up once."""
    before = _asked.set({})
    try:
        yield
    finally:
        _asked.reset(before)


def _owners(session: Session, text: str) -> tuple[list[Way], bool, list[int]]:
    """How this text finds customers, whether it is common among them, and if not whom it finds."""
    known = _asked.get()
    known = {} if known is None else known
    if text not in known:
        ways = _ways(session, OWNERS, text)
        known[text] = (ways, *_probe(session, Customer.id, ways, NAMESAKES)) if ways else ([], False, [])
    return known[text]


def _newest_namesakes(session: Session, ways: list[Any]) -> list[int]:
    newest = select(Customer.id).where(or_(*ways).is_(True)).order_by(Customer.id.desc()).limit(NAMESAKES)
    return list(session.scalars(newest))


def _through(key: Any, other: Any, way: Way) -> Way:
    return Way(key.in_(select(other).where(way.hits)), select(way.test).where(other == key).scalar_subquery())


def starts_with(column: Any, text: str) -> Any:
    """A prefix, as a text_pattern_ops index finds it."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return column.like(f"{escaped}%")


def _one_of(column: Any, ids: list[int]) -> Any:
    """One array parameter instead of thousands of single ones."""
    return column == any_(literal(ids, ARRAY(BigInteger)))


def _is_number(text: str) -> bool:
    return any(character.isdecimal() for character in text) and " " not in text


def _full_numbers(pattern: str, number: int) -> list[str]:
    year = utc_now().year
    months = ROMAN_MONTHS if "{month}" in pattern else ("",)
    return [pattern.format(year=year - past, month=month, number=number) for past in range(5) for month in months]
