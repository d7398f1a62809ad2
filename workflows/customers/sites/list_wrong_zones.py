"""Sites whose time zone was set before their place was looked up in the table of regions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.customers.address import ADDRESS_PARTS
from app.models.customers.customer import Site
from app.models.visits.visit import ACTIVE, DRAFTED, VisitTicket
from workflows.customers.address import find_zone


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
        zone = find_zone_of(site)
        if zone and zone != site.time_zone:
            yield WrongZone(site, zone, _planned(session, site.id, now))


def find_zone_of(site: Site) -> str | None:
    """What its coordinates or address say; None when they say nothing."""
    parts = {part: getattr(site, part) for part in ADDRESS_PARTS}
    return find_zone(parts, latitude=site.latitude, longitude=site.longitude)


def _planned(session: Session, site_id: int, now: datetime) -> tuple[str, ...]:
    planned = select(VisitTicket.number).where(VisitTicket.site_id == site_id, VisitTicket.planned_end > now)
    return tuple(session.scalars(planned.where(VisitTicket.status.in_(ACTIVE | DRAFTED)).order_by(VisitTicket.id)))
