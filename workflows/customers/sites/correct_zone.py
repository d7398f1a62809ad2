"""Correct the time zone of a site."""

from sqlalchemy.orm import Session

from app.models.customers.customer import Site
from workflows.customers.sites.set_zone import set_zone


def correct_zone(session: Session, *, site_id: int, zone: str) -> None:
    """The change is in the audit log like every other."""
    set_zone(session, session.get_one(Site, site_id, with_for_update=True, populate_existing=True), zone)
