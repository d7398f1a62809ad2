"""Put a site into another time zone."""

from sqlalchemy.orm import Session

from app.models.customers.customer import Site
from workflows.support import count_in_zone


def set_zone(session: Session, site: Site, zone: str) -> None:
    """Running clocks of its tickets follow."""
    if zone != site.time_zone:
        site.time_zone = zone
        session.flush()
        count_in_zone(session, site_id=site.id)
