"""Numbers without gaps: one counter row per kind and year, locked until the caller commits."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.number_series import NumberSeries
from app.policies.company_time import company_today

ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def next_number(session: Session, kind: str, year: int = 0) -> int:
    """The next number of this kind in this year; a rollback gives it back."""
    first = insert(NumberSeries).values(kind=kind, year=year, last=1)
    drawn = first.on_conflict_do_update(
        index_elements=[NumberSeries.kind, NumberSeries.year], set_={"last": NumberSeries.last + 1}
    ).returning(NumberSeries.last)
    return session.execute(drawn).scalar_one()


def next_number_of_year(session: Session, prefix: str, now: datetime) -> str:
    """`TKT-2026-000123`, from 1 in each of the company's years. Drawn last: its row stays locked."""
    year = company_today(session, now).year
    return f"{prefix}-{year}-{next_number(session, prefix, year):06d}"


def next_numbers(session: Session, kind: str, count: int, year: int = 0) -> range:
    """The next `count` numbers of this kind at once."""
    first = insert(NumberSeries).values(kind=kind, year=year, last=count)
    drawn = first.on_conflict_do_update(
        index_elements=[NumberSeries.kind, NumberSeries.year], set_={"last": NumberSeries.last + count}
    ).returning(NumberSeries.last)
    last = session.execute(drawn).scalar_one()
    return range(last - count + 1, last + 1)
