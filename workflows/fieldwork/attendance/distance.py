"""How far a phone is from the site, and from where on a check-in or check-out needs a reason."""

from math import asin, cos, radians, sin, sqrt

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.company import CHECKIN_RADIUS_M, Company
from app.models.customers.customer import Site
from workflows.fieldwork.attendance.stamp import Stamp
from workflows.fieldwork.errors import ReasonNeeded

EARTH_RADIUS_M = 6_371_008.8


def distance_m(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Great-circle distance in metres between two points in degrees (haversine)."""
    here, there = radians(latitude), radians(to_latitude)
    north, east = there - here, radians(to_longitude - longitude)
    chord = sin(north / 2) ** 2 + cos(here) * cos(there) * sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord)))


def measure_distance(session: Session, site: Site, stamp: Stamp, *, is_late: bool) -> tuple[float | None, bool]:
    """Metres to the site (None: unknown) and whether that is outside the radius; asks for a reason where one is due.

    What arrives late or was made offline is taken without one: the person has long left the page.
    """
    if stamp.fix is None:
        if not stamp.reason and not is_late:
            raise ReasonNeeded(N_("Posisi tidak diketahui. Tulis alasannya, lalu kirim lagi."))
        return None, False
    if site.latitude is None or site.longitude is None:
        return None, False
    distance = distance_m(stamp.fix.latitude, stamp.fix.longitude, site.latitude, site.longitude)
    radius = session.scalar(select(Company.checkin_radius_m)) or CHECKIN_RADIUS_M
    outside = distance > radius
    if outside and not stamp.reason and not (is_late or stamp.offline):
        far = f"{distance / 1000:.1f} km".replace(".", ",") if distance >= 1000 else f"{distance:.0f} m"  # noqa: PLR2004
        raise ReasonNeeded(
            N_(
                "Anda %(far)s dari lokasi (batas %(radius)d m). Tulis alasannya, lalu kirim lagi.",
                far=far,
                radius=radius,
            ),
            distance_m=round(distance),
        )
    return distance, outside
