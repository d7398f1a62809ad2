"""Promote a release to its next share of visitors."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.release import STEPS, Release
from app.models.releases.release_flow import RELEASE_FLOW
from workflows.transitions import transition


def promote_release(session: Session, *, release_id: int, actor: User | None, now: datetime) -> Release:
    """To the next of 10, 25, 50, 100 per cent."""
    release = session.get_one(Release, release_id, with_for_update=True, populate_existing=True)
    following = next((step for step in STEPS if step > release.percent), STEPS[-1])
    return transition(session, RELEASE_FLOW, release_id, "promote", actor=actor, now=now, percent=following)
