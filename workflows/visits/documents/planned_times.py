"""The planned times of a visit, as its documents keep them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from app.core.clock import ZONES
from app.models.visits.visit import VisitTicket


def planned_times(visit: VisitTicket) -> dict[str, str]:
    """In the site's time zone: the document keeps saying what was planned when it was issued."""
    zone = visit.site.time_zone
    return {"start": _written(visit.planned_start, zone), "end": _written(visit.planned_end, zone)}


def _written(at: datetime, zone: str) -> str:
    text = format_datetime(at, "EEEE, d MMMM yyyy 'pukul' HH.mm", tzinfo=ZoneInfo(zone), locale="id")
    return f"{text} {ZONES[zone]}"
