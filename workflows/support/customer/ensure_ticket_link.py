"""Make the customer's link to their ticket: one live at a time, unguessable, revocable."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.identifiers import new_token
from app.models.access_links import AccessLink, LinkKind
from app.models.support.ticket import SupportTicket


def ensure_ticket_link(session: Session, *, ticket_id: int) -> AccessLink:
    """The live link, made under the ticket's lock if there is none."""
    link = _find_live(session, ticket_id)
    if link is None:
        session.execute(select(SupportTicket.id).where(SupportTicket.id == ticket_id).with_for_update())
        link = _find_live(session, ticket_id)
    if link is None:
        link = AccessLink(kind=LinkKind.SUPPORT, token=new_token(), ticket_id=ticket_id)
        session.add(link)
        session.flush()
    return link


def _find_live(session: Session, ticket_id: int) -> AccessLink | None:
    live = select(AccessLink).where(
        AccessLink.ticket_id == ticket_id, AccessLink.kind == LinkKind.SUPPORT, AccessLink.revoked_at.is_(None)
    )
    return session.scalars(live.order_by(AccessLink.id).limit(1)).one_or_none()
