"""Hold the release of a checklist's line as it is, until the line is changed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.releases.readiness import ReleaseItem
from app.models.releases.release import Release


def hold_release(session: Session, item_id: int) -> None:
    """Nobody says Go while a line of its checklist changes; lines do not wait for each other."""
    held = select(Release.id).join(ReleaseItem, ReleaseItem.release_id == Release.id).where(ReleaseItem.id == item_id)
    session.execute(held.with_for_update(of=Release, read=True))
