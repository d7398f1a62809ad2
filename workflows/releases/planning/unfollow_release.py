"""Stop following a release."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.calendar import ReleaseFollower
from app.models.releases.release import Release
from app.models.releases.release_flow import RELEASE_FLOW
from workflows.transitions import transition


def unfollow_release(session: Session, *, release_id: int, actor: User, now: datetime) -> Release:
    """Nothing more of it is told."""
    release: Release = transition(session, RELEASE_FLOW, release_id, "unfollow", actor=actor, now=now)
    own = (ReleaseFollower.release_id == release_id, ReleaseFollower.user_id == actor.id)
    session.execute(delete(ReleaseFollower).where(*own))
    return release
