"""When something was pressed on a phone, as far as its clock can be believed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.models.visits.attendance import Doubt, MomentSource

LONGEST_WAIT = timedelta(days=30)
LONGEST_UNCORRECTED = timedelta(days=7)  # without the phone's time of sending a wrong clock cannot be told
CLOCK_DRIFT = timedelta(minutes=5)
ON_TIME = timedelta(minutes=2)  # locating, a slow upload: our own clock is the better one


@dataclass(frozen=True, slots=True)
class Moment:
    """The moment that counts. `is_late`: the request arrived long after it."""

    at: datetime
    source: MomentSource = MomentSource.SERVER
    is_late: bool = False
    doubt: Doubt | None = None


def read_moment(*, device_at: datetime | None, sent_at: datetime | None, offline: bool, now: datetime) -> Moment:
    """Our clock minus the time the request waited on the phone: a clock that is wrong throughout does no harm.

    `device_at` and `sent_at` come from the phone's clock, at the tap and at the sending. A phone that does not say
    when it sent is taken to have the right time.
    """
    if device_at is None:
        return Moment(now, doubt=Doubt.CLOCK if offline else None)
    waited = (sent_at or now) - device_at
    longest = LONGEST_WAIT if sent_at else LONGEST_UNCORRECTED
    if not -CLOCK_DRIFT <= waited <= longest:
        return Moment(now, doubt=Doubt.CLOCK if offline or sent_at else None)
    if waited <= ON_TIME:
        return Moment(now)
    return Moment(now - waited, MomentSource.PHONE, is_late=True)
