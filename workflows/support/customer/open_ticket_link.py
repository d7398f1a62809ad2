"""Open a ticket by its link."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.core.i18n import N_
from app.models.access_links import AccessLink, LinkKind
from app.models.support.ticket import SupportTicket


def open_ticket_link(session: Session, *, token: str, now: datetime) -> SupportTicket:
    """The ticket behind a token, as it came in: a merged one says where it went. Raises NotFound."""
    wanted = select(AccessLink).where(AccessLink.token == token, AccessLink.kind == LinkKind.SUPPORT)
    link = session.scalars(wanted).one_or_none()
    if link is None or link.ticket_id is None or not link.is_live(now):
        raise NotFound(N_("Tautan ini tidak kami kenal atau sudah diganti. Periksa pesan terakhir dari kami."))
    return session.get_one(SupportTicket, link.ticket_id)
