"""Somebody's on-call shifts as a calendar (RFC 5545), read again and again by their calendar program."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import gettext
from app.http.auth.access import public
from app.http.pages.links.on_call_feed import read_feed_token
from app.models.accounts.user import User, UserStatus
from app.models.incidents.incident_flow import READERS
from app.models.on_call.schedule import LEVEL_LABELS
from app.policies.company_time import company_zone
from workflows.on_call import PlannedShift, list_planned_shifts

blueprint = Blueprint("on_call_feed", __name__)
LINE_BYTES = 74  # and a space: a line has at most 75


@blueprint.get("/on-call/<token>.ics")
@public(keyed_by="a signed link")
def feed(token: str) -> ResponseReturnValue:
    """The next 60 days; who has left has no calendar any more, and a former address has none."""
    person_id, version = read_feed_token(token) or (0, 0)
    person = db.session.get(User, person_id)
    if person is None or person.status != UserStatus.ACTIVE or person.role not in READERS:
        abort(404)
    if person.links_version != version:
        abort(404)
    now = utc_now()
    shifts = list_planned_shifts(db.session(), user_id=person.id, since=_day_begin(now))
    host = urlsplit(current_app.config["SETTINGS"].public_url).hostname or "sigap"
    text = "".join(f"{line}\r\n" for line in _lines(shifts, person.id, host, now))
    headers = {"Content-Type": "text/calendar; charset=utf-8", "Cache-Control": "private, max-age=300"}
    return text, 200, headers


def _day_begin(now: datetime) -> datetime:
    """Midnight at the company: a shift that goes on has the same UID all day long."""
    zone = ZoneInfo(company_zone(db.session()))
    return now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


def _lines(shifts: Sequence[PlannedShift], user_id: int, host: str, now: datetime) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sigap//Siaga//ID", "CALSCALE:GREGORIAN")
    yield from _folded(f"X-WR-CALNAME:{_escaped(gettext('Siaga'))}")
    yield f"REFRESH-INTERVAL;VALUE=DURATION:PT{int(timedelta(hours=1).total_seconds() // 60)}M"
    for shift in shifts:
        yield "BEGIN:VEVENT"
        yield from _folded(f"UID:siaga-{shift.level}-{_utc(shift.starts_at)}-{user_id}@{host}")
        yield f"DTSTAMP:{_utc(now)}"
        yield f"DTSTART:{_utc(shift.starts_at)}"
        yield f"DTEND:{_utc(shift.ends_at)}"
        yield from _folded(f"SUMMARY:{_escaped(gettext('Siaga: %(level)s', level=LEVEL_LABELS[shift.level]))}")
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Cut by bytes, never within a character; the parts after the first begin with a space."""
    part = b""
    for character in line:
        piece = character.encode()
        if len(part) + len(piece) > LINE_BYTES:
            yield part.decode()
            part = b" "
        part += piece
    yield part.decode()
