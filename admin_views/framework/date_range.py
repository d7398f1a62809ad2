"""The period a page of figures speaks of, as its address says."""

from datetime import date, timedelta

from flask import request

from app.core.clock import WIB, utc_now
from app.core.i18n import N_

PERIODS = {"7": N_("7 hari"), "30": N_("30 hari"), "90": N_("90 hari"), "365": N_("1 tahun")}
LONGEST = 3 * 366


def chosen_days() -> tuple[date, date]:
    """`days` back from today, or `first` and `last`; nonsense falls back to 30 days."""
    today = utc_now().astimezone(WIB).date()
    first, last = _day("first"), _day("last")
    if first and last and first <= last and (last - first).days <= LONGEST:
        return first, last
    days = int(request.args.get("days", "30")) if request.args.get("days") in PERIODS else 30
    return today - timedelta(days=days - 1), today


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
