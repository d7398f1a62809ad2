"""Make the customer's link to their ticket: one live at a time, unguessable, revocable."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.identifiers import new_token
from app.models.access_links import AccessLink, LinkKind


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
