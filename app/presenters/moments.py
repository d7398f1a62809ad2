"""Dates and times as Indonesians read them: 24-hour clock with a dot, zone label after it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_timedelta
from flask_babel import format_date as babel_date
from flask_babel import get_locale

from app.core.clock import ZONES, utc_now


def moment(at: datetime | None, zone: str = "Asia/Jakarta") -> str:
    """`Sab, 21 Nov 2026 08.05 WIB`."""
    if at is None:
        return "–"
    text = format_datetime(at, "EEE, d MMM yyyy HH.mm", tzinfo=ZoneInfo(zone), locale=get_locale())
    return f"{text} {ZONES.get(zone, '')}".strip()


def clock_time(at: datetime | None, zone: str = "Asia/Jakarta") -> str:
    """`08.05 WIB`."""
    return f"{at.astimezone(ZoneInfo(zone)):%H.%M} {ZONES.get(zone, '')}".strip() if at else "–"


def day(on: date | datetime | None, zone: str = "Asia/Jakarta") -> str:
    """`21 November 2026`."""
    if on is None:
        return "–"
    local = on.astimezone(ZoneInfo(zone)).date() if isinstance(on, datetime) else on
    return babel_date(local, "d MMMM yyyy")


def ago(at: datetime | None, now: datetime | None = None) -> str:
    """`3 jam yang lalu`."""
    if at is None:
        return "–"
    return format_timedelta(at - (now or utc_now()), add_direction=True, locale=get_locale())
