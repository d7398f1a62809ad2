"""Searching lists: by number, by phone in any writing, by words; as quick for a common word as for a rare one.

What the newest rows are full of is common: the list walks its sort order and stops at the page, which soon is full.
Everything else is looked up by the index that knows it, some thousand rows at most, and the list is those, sorted.
Nothing is ever read from end to end: who finds too much adds a word.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, BigInteger, any_, false, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.errors import Invalid
from app.core.phones import to_e164
from app.models.customers.customer import Customer

PROBE = 2000  # hits that are looked up and sorted
RECENT, COMMON = 1000, 25  # so many of the newest rows, and so many hits among them, make a word common
NAMESAKES = 300  # customers whose records are looked up
_WORD = re.compile(r"\w+")
_PAPER = re.compile(r"[A-Za-z]{2,4}[-/]\d")  # TKT-2026-…, INV/2026/…
_PHONE = re.compile(r"[\d\s()+.-]{4,}")


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """What a screen is searched by: numbers (prefix), its customer, its own words, and further conditions.

    `bare_number` builds the full numbers a person means by `123`. `words` is a tsvector column, `config` its language.
    """

    model: Any
    numbers: tuple[Any, ...] = ()
    customer: Any = None
    words: Any = None
    config: str = "simple"
    phone: Any = None
    bare_number: str = ""  # e.g. "TKT-{year}-{number:06d}"
    through: "tuple[Any, SearchPlan] | None" = None  # (foreign key, plan of the record it points to)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to match: `hits` finds rows by an index, `test` tells of one row whether it matches."""

    hits: Any
    test: Any

    @classmethod
    def of(cls, condition: Any) -> "Way":
        return cls(condition, condition)


def search(session: Session, query: Any, plan: SearchPlan, text: str) -> Any:
    """Narrow `query` to the rows that match what the person typed."""
    ways = _ways(session, plan, text)
    if not ways:
        return query.where(false())
    is_common, hits = _probe(session, plan.model.id, ways, PROBE)
    if is_common:
        return query.where(or_(*(way.test for way in ways)).is_(True))  # IS TRUE: no index tempts the planner away
    return query.where(_one_of(plan.model.id, hits))


def search_few(query: Any, text: str, *columns: Any) -> Any:
    """For tables of some hundred rows: the text anywhere in the columns."""
    return query.where(or_(*(column.icontains(text, autoescape=True) for column in columns)))


def _probe(session: Session, key: Any, ways: Sequence[Way], most: int) -> tuple[bool, list[int]]:
    """Whether the newest rows are full of it; if not, the hits, `most` of each way.

    MATERIALIZED keeps the LIMIT from the planner: told that a few rows are enough, it reads the table for a rare word.
    The newest are taken by LIMIT: a condition on the id looks like a third of the table, worth starting workers for.
    """
    matches = or_(*(way.test for way in ways)).is_(True).label("matches")
    newest = select(matches).select_from(key.class_).order_by(key.desc()).limit(RECENT).subquery()
    common = select(func.count().filter(newest.c.matches).label("n")).cte("common")
    is_rare = select(common.c.n).scalar_subquery() < COMMON
    found = [
        select(key.label("id"))
        .where(way.hits, is_rare)
        .cte(f"way_{place}")
        .prefix_with("MATERIALIZED", dialect="postgresql")
        for place, way in enumerate(ways)
    ]
    parts = [select(select(way.c.id).limit(most).subquery().c.id) for way in found]
    count, *hits = session.scalars(union_all(select(-common.c.n), *parts)).all()
    return -count >= COMMON, list(set(hits))


def _ways(session: Session, plan: SearchPlan, text: str) -> list[Way]:
    found = [Way.of(starts_with(column, text.upper())) for column in plan.numbers if _is_number(text)]
    if plan.bare_number and text.isascii() and text.isdecimal() and len(text) <= 6:  # noqa: PLR2004
        found.append(Way.of(plan.numbers[0].in_(_full_numbers(plan.bare_number, int(text)))))
    phone = phone_prefix(text)
    if phone and plan.phone is not None:
        found.append(Way.of(starts_with(plan.phone, phone)))
    if plan.customer is not None:
        found += _of_customers(session, plan.customer, text, phone)
    question = words_of(text)
    if plan.words is not None and question:
        found.append(Way.of(plan.words.op("@@")(func.to_tsquery(plan.config, question))))
    if plan.through is not None:
        key, other = plan.through
        found += [_through(key, other.model.id, way) for way in _ways(session, other, text)]
    return found


def _of_customers(session: Session, customer: Any, text: str, phone: str | None) -> list[Way]:
    """The records of customers with this phone, code or name."""
    question = words_of(text)
    ways = [starts_with(Customer.phone_e164, phone)] if phone else []
    ways += [starts_with(Customer.code, text.upper())] if _is_number(text) else []
    ways += [Customer.search.op("@@")(func.to_tsquery("simple", question))] if question else []
    if not ways:
        return []
    is_common, ids = _probe(session, Customer.id, [Way.of(way) for way in ways], NAMESAKES)
    if not is_common and not ids:
        return []
    if not is_common and len(ids) < NAMESAKES:
        return [Way.of(_one_of(customer, ids))]
    # a scalar subquery is asked for each row walked; IN or EXISTS the planner would turn into a list of all namesakes
    theirs = select(or_(*ways)).where(Customer.id == customer).scalar_subquery()
    return [Way(_one_of(customer, ids or _newest_namesakes(session, ways)), theirs)]


def _newest_namesakes(session: Session, ways: list[Any]) -> list[int]:
    newest = select(Customer.id).where(or_(*ways).is_(True)).order_by(Customer.id.desc()).limit(NAMESAKES)
    return list(session.scalars(newest))


def _through(key: Any, other: Any, way: Way) -> Way:
    return Way(key.in_(select(other).where(way.hits)), select(way.test).where(other == key).scalar_subquery())


def starts_with(column: Any, text: str) -> Any:
    """A prefix, as a text_pattern_ops index finds it."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return column.like(f"{escaped}%")


def words_of(text: str) -> str:
    """`Pak Agus` → `pak:* & agus:*`; empty when there is no word, or when this is the number of a paper."""
    words = [word.lower() for word in _WORD.findall(text) if len(word) > 1][:6]
    return "" if _PAPER.match(text) else " & ".join(f"{word}:*" for word in words)


def phone_prefix(text: str) -> str | None:
    """What is typed so far, as the beginning of an E.164 number; None when it is no phone."""
    if not _PHONE.fullmatch(text.strip()):
        return None
    try:
        return to_e164(text)
    except Invalid:
        digits = "".join(character for character in text if character in "0123456789")
        if text.strip().startswith(("+", "00")):
            return f"+{digits.removeprefix('00')}"
        if digits.startswith("62"):
            return f"+{digits}"
        return f"+62{digits[1:]}" if digits.startswith("0") else f"+62{digits}"


def _one_of(column: Any, ids: list[int]) -> Any:
    """One array parameter instead of thousands of single ones."""
    return column == any_(literal(ids, ARRAY(BigInteger)))


def _is_number(text: str) -> bool:
    return any(character.isdecimal() for character in text) and " " not in text


def _full_numbers(pattern: str, number: int) -> list[str]:
    year = utc_now().year
    return [pattern.format(year=year - past, number=number) for past in range(5)]
