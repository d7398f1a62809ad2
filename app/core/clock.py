"""The one place that reads the clock; below the edges, time is an argument."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Asia/Jakarta"  # until the company has said where it is
WIB = ZoneInfo(DEFAULT_ZONE)
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def utc_now() -> datetime:
    return datetime.now(UTC)


def local_day(moment: datetime, zone: str) -> date:
    """The calendar day that people at a site in `zone` would write for this moment."""
    return moment.astimezone(ZoneInfo(zone)).date()


def day_bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """UTC start (inclusive) and end (exclusive) of a local day."""
    start = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    following = day + timedelta(days=1)
    end = datetime(following.year, following.month, following.day, tzinfo=ZoneInfo(zone))
    return start.astimezone(UTC), end.astimezone(UTC)
