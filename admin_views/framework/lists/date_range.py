"""The period a page of figures speaks of, as its address says."""

from datetime import date, timedelta
from typing import Any

from flask import request

from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import N_
from app.core.written_dates import read_day
from app.policies.company_time import company_today
from app.policies.figure_period import is_figure_period

PERIODS = {"7": N_("7 hari"), "30": N_("30 hari"), "90": N_("90 hari"), "365": N_("1 tahun")}
FIRST_DAY, LAST_DAY = date(1970, 1, 2), date(9999, 1, 1)  # with room for a zone on either side


def chosen_days(default: str = "30") -> tuple[date, date]:
    """`days` back from today, or `first` and `last`; nonsense falls back to the default."""
    today = company_today(db.session(), utc_now())
    first, last = _day("first"), _day("last")
    if first and last and is_figure_period(first, last):
        return first, last
    asked = request.args.get("days", default)
    days = int(asked if asked in PERIODS else default)
    return today - timedelta(days=days - 1), today


def period_facts(default: str = "30") -> dict[str, Any]:
    """What `components/period.html` draws beside the two days."""
    return {"periods": PERIODS, "days": request.args.get("days", default)}


def _day(name: str) -> date | None:
    try:
        day = read_day(request.args.get(name, ""), today=company_today(db.session(), utc_now()))
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
