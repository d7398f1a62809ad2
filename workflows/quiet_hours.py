"""Nobody is written to at night: a message that can wait, waits for the morning at the customer's place."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


def next_allowed_moment(now: datetime, *, zone: str, quiet_from: time, quiet_until: time) -> datetime:
    """`now`, or the end of the quiet hours it falls into. The hours may span midnight (20.00–08.00)."""
    local = now.astimezone(ZoneInfo(zone))
    morning = local.replace(hour=quiet_until.hour, minute=quiet_until.minute, second=0, microsecond=0)
    if quiet_from <= quiet_until:
        is_quiet = quiet_from <= local.time() < quiet_until
        return morning if is_quiet else now
    if local.time() >= quiet_from:
        return morning + timedelta(days=1)
    return morning if local.time() < quiet_until else now
