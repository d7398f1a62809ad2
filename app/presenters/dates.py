"""Dates and times in the reader's language: 24-hour clock (Indonesians write 08.05), zone label after it.

`zone` is an IANA name; where none is given it is the company's.
"""

from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_datetime, format_timedelta
from flask import g, has_app_context
from flask_babel import format_date as babel_date
from flask_babel import get_locale

from app.core.clock import WIB, ZONES, utc_now
from app.core.db import db
from app.core.i18n import language
from app.policies.company_time import company_zone


def shown_zone() -> ZoneInfo:
    """The company's zone, asked once a request (it comes with the log-in); WIB outside of an application."""
    if not has_app_context():
        return WIB
    if "company_zone" not in g:
        g.company_zone = company_zone(db.session())
    return ZoneInfo(g.company_zone)


def moment(at: datetime | None, zone: str | None = None) -> str:
    """`Sab, 21 Nov 2026 08.05 WIB`."""
    if at is None:
        return "–"
    text = format_datetime(at, "EEE, d MMM yyyy", tzinfo=_zone(zone), locale=get_locale())
    return f"{text} {clock_time(at, zone)}"


def clock_time(at: datetime | None, zone: str | None = None) -> str:
    """`08.05 WIB`."""
    return f"{hours(at.astimezone(_zone(zone)))} {_label(zone)}".strip() if at else "–"


def clock_second(at: datetime, zone: str | None = None) -> str:
    """`08.05.12 WIB`: when a live piece was drawn."""
    local = at.astimezone(_zone(zone))
    return f"{hours(local)}{':' if _is_english() else '.'}{local:%S} {_label(zone)}".strip()


def clock_span(start: datetime, end: datetime, zone: str | None = None) -> str:
    """`08.05–10.00 WIB`."""
    return f"{hours(start.astimezone(_zone(zone)))}–{clock_time(end, zone)}"


def hours(at: datetime | time) -> str:
    """`08.05` in Indonesian, `08:05` in English."""
    return f"{at:%H:%M}" if _is_english() else f"{at:%H.%M}"


def day(on: date | datetime | None, zone: str | None = None) -> str:
    """`21 November 2026`."""
    if on is None:
        return "–"
    return babel_date(_local_day(on, zone), "d MMMM yyyy")


def weekday(on: date) -> str:
    """`Senin`."""
    return babel_date(on, "EEEE")


def weekday_short(on: date) -> str:
    """`Sab, 21 Nov`, for the days of a grid."""
    return babel_date(on, "EEE, d MMM")


def day_short(on: date | datetime | None, zone: str | None = None) -> str:
    """`21 Nov 2026`, for lists: a hundred a page, so Babel is asked for the months only once."""
    if on is None:
        return "–"
    local = _local_day(on, zone)
    return f"{local.day} {_months(language())[local.month - 1]} {local.year}"


def moment_short(at: datetime | None, zone: str | None = None) -> str:
    """`21 Nov 2026 08.05`, for lists."""
    if at is None:
        return "–"
    return f"{day_short(at, zone)} {hours(at.astimezone(_zone(zone)))}"


def moment_at_site(at: datetime | None, zone: str) -> str:
    """`21 Nov 2026 08.05 WITA`, for lists of what happens at a site."""
    return f"{moment_short(at, zone)} {_label(zone)}".strip() if at else "–"


def exact_time(at: datetime, zone: str | None = None) -> str:
    """`21/11/2026 08.05.12,345 WIB`: in a race fractions of a second count."""
    local = at.astimezone(_zone(zone))
    exact = f"{local:%H:%M:%S}.{local.microsecond // 1000:03d}"
    if not _is_english():
        exact = exact.replace(".", ",").replace(":", ".")
    return f"{local:%d/%m/%Y} {exact} {_label(zone)}".strip()


def _zone(name: str | None) -> ZoneInfo:
    return ZoneInfo(name) if name else shown_zone()


def _label(name: str | None) -> str:
    return ZONES.get(name or shown_zone().key, "")


def _local_day(on: date | datetime, zone: str | None) -> date:
    return on.astimezone(_zone(zone)).date() if isinstance(on, datetime) else on


def _is_english() -> bool:
    return language() == "en"


@cache
def _months(locale: str) -> tuple[str, ...]:
    names = Locale.parse(locale).months["format"]["abbreviated"]
    return tuple(names[number] for number in range(1, 13))


def ago(at: datetime | None, now: datetime | None = None) -> str:
    """`3 jam yang lalu`."""
    if at is None:
        return "–"
    return format_timedelta(at - (now or utc_now()), add_direction=True, locale=get_locale())
