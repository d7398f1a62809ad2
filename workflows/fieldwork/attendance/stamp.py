"""What a phone sends with a check-in or check-out: key, clock, position, reason."""

from dataclasses import dataclass
from datetime import datetime

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.visits.attendance import MomentSource
from workflows.fieldwork.moment import Moment, read_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A position in degrees (WGS 84) and its accuracy in metres."""

    latitude: float
    longitude: float
    accuracy_m: float | None = None

    def __post_init__(self) -> None:
        # NaN compares false with everything, so these also refuse it
        on_earth = -90 <= self.latitude <= 90 and -180 <= self.longitude <= 180  # noqa: PLR2004
        if not on_earth or not (self.accuracy_m is None or 0 <= self.accuracy_m < 1e8):  # noqa: PLR2004
            raise Invalid(N_("Posisi dari ponsel tidak sah. Coba sekali lagi."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """`client_key` is made on the phone: sent twice, kept once.

    `device_at` and `sent_at` are the phone's clock at the tap and at the sending; `given_at` is a time that the
    technician wrote down afterwards.
    """

    client_key: str
    fix: Fix | None = None
    device_at: datetime | None = None
    sent_at: datetime | None = None
    given_at: datetime | None = None
    reason: str = ""
    offline: bool = False

    def moment(self, now: datetime) -> Moment:
        if self.given_at is not None:
            return Moment(self.given_at, MomentSource.GIVEN_LATER, is_late=True)
        return read_moment(device_at=self.device_at, sent_at=self.sent_at, offline=self.offline, now=now)
