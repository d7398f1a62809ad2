"""Sites whose time zone was set before their place was looked up in the table of regions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.time_zones import zone_at, zone_of_address
from app.models.customers.address import ADDRESS_PARTS
from app.models.customers.customer import Site
from app.models.visits.visit import ACTIVE, DRAFTED, VisitTicket


@dataclass(frozen=True, slots=True)
class WrongZone:
    """`visits`: numbers of planned ones. They keep their moment, so the clock at the site shows another hour."""

    site: Site
    zone: str
    visits: tuple[str, ...]


def list_wrong_zones(session: Session, *, now: datetime) -> Iterator[WrongZone]:
    """Living sites whose coordinates or address say another zone than is stored; what says nothing stays."""
    sites = select(Site).where(Site.deleted_at.is_(None)).options(joinedload(Site.customer)).order_by(Site.id)
    for site in session.scalars(sites.execution_options(yield_per=500)):
        zone = zone_at(site.latitude, site.longitude) or zone_of_address(
            {part: getattr(site, part) for part in ADDRESS_PARTS}
        )
        if zone and zone != site.time_zone:
            yield WrongZone(site, zone, _planned(session, site.id, now))


def _planned(session: Session, site_id: int, now: datetime) -> tuple[str, ...]:
    planned = select(VisitTicket.number).where(VisitTicket.site_id == site_id, VisitTicket.planned_end > now)
    return tuple(session.scalars(planned.where(VisitTicket.status.in_(ACTIVE | DRAFTED)).order_by(VisitTicket.id)))
