"""The read-only link of the wallboard."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.identifiers import new_token
from app.models.access_links import AccessLink, LinkKind
from app.models.support.settings.service_plan import SupportSettings


def find_wallboard_link(session: Session, *, token: str | None = None) -> AccessLink | None:
    """The live one; with a token only if it is that one's."""
    live = select(AccessLink).where(AccessLink.kind == LinkKind.WALLBOARD, AccessLink.revoked_at.is_(None))
    live = live if token is None else live.where(AccessLink.token == token)
    return session.scalars(live.order_by(AccessLink.id.desc()).limit(1)).one_or_none()


def renew_wallboard_link(session: Session, *, now: datetime) -> AccessLink:
    """A new link; earlier ones stop working."""
    session.execute(select(SupportSettings.id).with_for_update())  # of two that are made at once the later one counts
    old = update(AccessLink).where(AccessLink.kind == LinkKind.WALLBOARD, AccessLink.revoked_at.is_(None))
    session.execute(old.values(revoked_at=now))
    link = AccessLink(kind=LinkKind.WALLBOARD, token=new_token(), created_at=now)
    session.add(link)
    session.flush()
    return link
