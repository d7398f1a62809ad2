"""Rules every change of a site is held to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.clock import ZONES
from app.core.errors import Invalid, NotFound
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.models.customers.customer import Customer, Site
from workflows.customers.address import clean_address, zone_of
from workflows.customers.rules import get_customer

FARTHEST_LATITUDE, FARTHEST_LONGITUDE = 90, 180


def fill_site(site: Site, name: str, address: Mapping[str, Any], place: Mapping[str, Any]) -> Site:
    name = clear_line(name)
    if not name:
        raise Invalid(N_("Nama lokasi harus diisi."), field="name")
    parts = clean_address(address)
    site.name = name
    site.latitude, site.longitude = _coordinates(place.get("latitude"), place.get("longitude"))
    site.time_zone = place.get("time_zone") or zone_of(parts, latitude=site.latitude, longitude=site.longitude)
    if site.time_zone not in ZONES:
        raise Invalid(N_("Zona waktu tidak dikenal."), field="time_zone")
    for part, text in parts.items():
        setattr(site, part, text)
    return site


def _coordinates(latitude: float | None, longitude: float | None) -> tuple[float | None, float | None]:
    if latitude is None and longitude is None:
        return None, None
    if latitude is None or longitude is None:
        missing = "latitude" if latitude is None else "longitude"
        raise Invalid(N_("Isi lintang dan bujur, atau kosongkan keduanya."), field=missing)
    if not -FARTHEST_LATITUDE <= latitude <= FARTHEST_LATITUDE:
        raise Invalid(N_("Lintang berada di antara -90 dan 90."), field="latitude")
    if not -FARTHEST_LONGITUDE <= longitude <= FARTHEST_LONGITUDE:
        raise Invalid(N_("Bujur berada di antara -180 dan 180."), field="longitude")
    return latitude, longitude


def get_site(session: Session, site_id: int, now: datetime) -> Site:
    """Customer first, then the site: the lock order."""
    site = session.get(Site, site_id)
    if site is None:
        raise NotFound
    customer: Customer = get_customer(session, site.customer_id)
    customer.updated_at = now
    return site
