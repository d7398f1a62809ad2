"""Remove a site."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.customers.customer import Site
from app.models.visits.visit import DROPPED, FINISHED, VisitTicket
from workflows.customers.rules import require_desk
from workflows.customers.sites.site_rules import get_site


def remove_site(session: Session, *, site_id: int, actor: User, now: datetime) -> Site:
    """Hidden from new visits; refused while a visit there is not over, or when it is the only one."""
    require_desk(actor)
    site = get_site(session, site_id, now)
    waiting = session.scalars(
        select(VisitTicket.number)
        .where(VisitTicket.site_id == site.id, VisitTicket.status.not_in(FINISHED | DROPPED))
        .limit(5)
    ).all()
    if waiting:
        raise NotAvailable(N_("Masih ada kunjungan di lokasi ini: %(tickets)s.", tickets=", ".join(waiting)))
    site.deleted_at = now
    session.flush()
    return site
