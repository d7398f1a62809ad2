"""When a message about a rating may leave: outside the quiet hours at the site."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.company import Company
from app.models.customers.customer import Site
from workflows.quiet_hours import next_allowed_moment


def allowed_moment(session: Session, company: Company, site_id: int, now: datetime) -> datetime:
    zone = session.scalars(select(Site.time_zone).where(Site.id == site_id)).one()
    return next_allowed_moment(now, zone=zone, quiet_from=company.quiet_from, quiet_until=company.quiet_until)
