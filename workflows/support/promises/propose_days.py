"""Propose the national holidays and joint leave days of a year."""

import json
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.support.settings.service_plan import CalendarDay

# From the package `holidays` 0.109, categories public and government; days by the moon are estimates there, and say so.
FILE = Path(__file__).with_name("government_days.json")


def list_proposed_years() -> list[int]:
    """The years that can be proposed."""
    return sorted(int(year) for year in json.loads(FILE.read_text()))


def propose_days(session: Session, *, year: int, now: datetime) -> int:
    """How many were new. A day that stands in the table already stays as it is, accepted or not."""
    known = json.loads(FILE.read_text()).get(str(year))
    if known is None:
        raise Invalid(N_("Hari libur tahun ini belum diketahui. Tambahkan sendiri."), field="year")
    taken = set(session.scalars(select(CalendarDay.day).where(func.extract("year", CalendarDay.day) == year)))
    rows = [
        {"day": date.fromisoformat(day), "kind": kind, "title": title, "blocks": [], "created_at": now}
        for day, kind, title in known
        if date.fromisoformat(day) not in taken
    ]
    if rows:
        session.execute(insert(CalendarDay).values(rows).on_conflict_do_nothing())
    return len(rows)
