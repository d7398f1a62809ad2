"""Carry the open work of earlier releases over to the checklist of the next."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models.releases.after_release import ReleaseAction
from app.models.releases.readiness import Checklist, ItemStatus, ReleaseItem
from app.models.releases.release import TAKEN_BACK, Release

FIRST = 0  # before every other line


def carry_actions(session: Session, release: Release, *, now: datetime) -> int:
    """What is not done of the system's other releases, also what stood on one that was cancelled or taken back."""
    held = select(ReleaseItem.id).join(Release, Release.id == ReleaseItem.release_id)
    left = held.where(ReleaseItem.status == ItemStatus.OPEN, Release.status.in_(TAKEN_BACK))
    waiting = (
        select(ReleaseAction)
        .join(Release, Release.id == ReleaseAction.release_id)
        .where(Release.system == release.system, Release.id != release.id)
        .where(or_(ReleaseAction.item_id.is_(None), ReleaseAction.item_id.in_(left)))
    )
    found = session.scalars(waiting.order_by(ReleaseAction.id).with_for_update(of=ReleaseAction)).all()
    for action in found:
        item = ReleaseItem(
            release_id=release.id, checklist=Checklist.FOLLOW_UP, label=action.title, position=FIRST, created_at=now
        )
        session.add(item)
        session.flush()
        action.item_id = item.id
    session.flush()
    return len(found)
