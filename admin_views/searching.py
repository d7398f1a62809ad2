"""Searching lists: by number, by phone in any writing, by words; as quick for a common word as for a rare one.

Rows that match are first looked up by the index that knows them, a few thousand at most. Few hits: the list is those
rows, sorted. Too many: the list walks its sort order and stops at the page, which a common word fills soon.
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
from app.models.customer import Customer

PROBE = 2000  # hits that are looked up before the list decides to walk
NAMESAKES = 300  # customers whose records are looked up
_WORD = re.compile(r"\w+")
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


def search(session: Session, query: Any, plan: SearchPlan, text: str) -> Any:
    """Narrow `query` to the rows that match what the person typed."""
    conditions = _conditions(session, plan, text)
    if not conditions:
        return query.where(false())
    hits = _probe(session, plan.model.id, conditions)
    if hits is None:
        return query.where(or_(*conditions))
    return query.where(_one_of(plan.model.id, hits))


def search_few(query: Any, text: str, *columns: Any) -> Any:
    """For tables of some hundred rows: the text anywhere in the columns."""
    return query.where(or_(*(column.icontains(text, autoescape=True) for column in columns)))


def _probe(session: Session, key: Any, conditions: Sequence[Any]) -> list[int] | None:
    """Every hit, or None when they are too many to sort."""
    parts = [select(key.label("id")).where(condition).limit(PROBE + 1).subquery() for condition in conditions]
    hits = session.scalars(union_all(*(select(part.c.id) for part in parts))).all()
    return None if len(hits) > PROBE else list(set(hits))


def _conditions(session: Session, plan: SearchPlan, text: str) -> list[Any]:
    found: list[Any] = [starts_with(column, text.upper()) for column in plan.numbers if _is_number(text)]
    if plan.bare_number and text.isascii() and text.isdecimal() and len(text) <= 6:  # noqa: PLR2004
        found.append(plan.numbers[0].in_(_full_numbers(plan.bare_number, int(text))))
    phone = phone_prefix(text)
    if phone and plan.phone is not None:
        found.append(starts_with(plan.phone, phone))
    if plan.customer is not None:
        found += _of_customers(session, plan.customer, text, phone)
    question = words_of(text)
    if plan.words is not None and question:
        found.append(plan.words.op("@@")(func.to_tsquery(plan.config, question)))
    if plan.through is not None:
        key, other = plan.through
        found += [key.in_(select(other.model.id).where(condition)) for condition in _conditions(session, other, text)]
    return found


def _of_customers(session: Session, customer: Any, text: str, phone: str | None) -> list[Any]:
    """The records of customers with this phone, code or name."""
    question = words_of(text)
    named = Customer.search.op("@@")(func.to_tsquery("simple", question)) if question else None
    ways = [starts_with(Customer.phone_e164, phone)] if phone else []
    ways += [starts_with(Customer.code, text.upper())] if _is_number(text) else []
    ways += [named] if named is not None else []
    if not ways:
        return []
    few = [select(Customer.id).where(way).limit(NAMESAKES + 1).subquery() for way in ways]
    ids = session.scalars(union_all(*(select(part.c.id) for part in few))).all()
    if len(ids) <= NAMESAKES:
        return [_one_of(customer, list(ids))] if ids else []
    return [customer.in_(select(Customer.id).where(or_(*ways)))]


def starts_with(column: Any, text: str) -> Any:
    """A prefix, as a text_pattern_ops index finds it."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return column.like(f"{escaped}%")


def words_of(text: str) -> str:
    """`Pak Agus` → `pak:* & agus:*`; empty when there is no word."""
    words = [word.lower() for word in _WORD.findall(text)][:6]
    return " & ".join(f"{word}:*" for word in words)


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
