"""Follow a release."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.calendar import ReleaseFollower
from app.models.releases.release import Release
from app.models.releases.release_flow import RELEASE_FLOW
from workflows.transitions import transition


def follow_release(session: Session, *, release_id: int, actor: User, now: datetime) -> Release:
    """Told of each of its steps from now on."""
    release: Release = transition(session, RELEASE_FLOW, release_id, "follow", actor=actor, now=now)
    followed = insert(ReleaseFollower).values(release_id=release_id, user_id=actor.id, created_at=now)
    session.execute(followed.on_conflict_do_nothing())
    return release
