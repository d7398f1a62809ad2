"""The live link of an invoice."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.access_links import AccessLink, LinkKind


def find_live_link(session: Session, *, invoice_id: int) -> AccessLink | None:
    live = select(AccessLink).where(
        AccessLink.invoice_id == invoice_id, AccessLink.kind == LinkKind.INVOICE, AccessLink.revoked_at.is_(None)
    )
    return session.scalars(live).one_or_none()
