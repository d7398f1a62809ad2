"""Change a site."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.customers.customer import Site
from workflows.customers.rules import require_desk
from workflows.customers.sites.site_rules import fill_site, get_site
from workflows.support import count_in_zone


def edit_site(
    session: Session, *, site_id: int, actor: User, now: datetime, name: str, address: Mapping[str, Any], **place: Any
) -> Site:
    require_desk(actor)
    site = get_site(session, site_id, now)
    before = site.time_zone
    fill_site(site, name, address, place)
    session.flush()
    if site.time_zone != before:
        count_in_zone(session, site_id=site.id)
    return site
