"""The customer's link to their ticket: one live at a time, unguessable, revocable."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.core.i18n import N_
from app.core.identifiers import new_token
from app.models.access_links import AccessLink, LinkKind
from app.models.support.ticket import SupportTicket
from workflows.support.merging.merge_tickets import find_root


def ensure_ticket_link(session: Session, *, ticket_id: int) -> AccessLink:
    """The live link, made if there is none."""
    live = select(AccessLink).where(
        AccessLink.ticket_id == ticket_id, AccessLink.kind == LinkKind.SUPPORT, AccessLink.revoked_at.is_(None)
    )
    link = session.scalars(live.order_by(AccessLink.id).limit(1)).one_or_none()
    if link is None:
        link = AccessLink(kind=LinkKind.SUPPORT, token=new_token(), ticket_id=ticket_id)
        session.add(link)
        session.flush()
    return link


def open_ticket_link(session: Session, *, token: str, now: datetime) -> SupportTicket:
    """The ticket behind a token, as it came in: a merged one says where it went. Raises NotFound."""
    wanted = select(AccessLink).where(AccessLink.token == token, AccessLink.kind == LinkKind.SUPPORT)
    link = session.scalars(wanted).one_or_none()
    if link is None or link.ticket_id is None or not link.is_live(now):
        raise NotFound(N_("Tautan ini tidak kami kenal atau sudah diganti. Periksa pesan terakhir dari kami."))
    return session.get_one(SupportTicket, link.ticket_id)


def shown_to_customer(session: Session, ticket: SupportTicket) -> SupportTicket:
    """The ticket at the end of the merges if the same customer asked for it; nobody reads another's conversation."""
    root = find_root(session, ticket)
    same = (ticket.customer_id, ticket.requester_id, ticket.contact_id, ticket.requester_email)
    theirs = (root.customer_id, root.requester_id, root.contact_id, root.requester_email)
    return root if same == theirs else ticket
