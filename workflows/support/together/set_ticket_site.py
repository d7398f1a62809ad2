"""Say at which of the customer's sites a ticket is."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.customers.customer import Site
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.support.clocks import retarget
from workflows.transitions import transition


def set_ticket_site(
    session: Session, *, ticket_id: int, site_id: int | None, actor: User, now: datetime
) -> SupportTicket:
    """One of the customer's own; running clocks count in its time zone from then on. None: no site."""
    session.execute(select(SupportTicket.id).where(SupportTicket.id == ticket_id).with_for_update())
    here = select(Site.id).join(SupportTicket, SupportTicket.customer_id == Site.customer_id)
    wanted = here.where(SupportTicket.id == ticket_id, Site.id == site_id, Site.deleted_at.is_(None))
    if site_id is not None and session.scalar(wanted) is None:
        raise Invalid(N_("Pilih lokasi milik pelanggan tiket ini."), field="site_id")
    ticket: SupportTicket = transition(
        session, SUPPORT_FLOW, ticket_id, "set_site", actor=actor, now=now, site_id=site_id
    )
    session.refresh(ticket, ["site"])
    retarget(session, ticket, now=now)
    return ticket


def list_sites_of(session: Session, ticket: SupportTicket) -> list[tuple[int, str]]:
    """The customer's sites by name."""
    theirs = select(Site).where(Site.customer_id == ticket.customer_id, Site.deleted_at.is_(None))
    return [(site.id, str(site)) for site in session.scalars(theirs.order_by(Site.id))]
