"""Allow a release within a freeze."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.calendar import FreezeOverride
from app.models.releases.release import Release
from app.models.releases.release_flow import RELEASE_FLOW
from workflows.transitions import transition


def allow_in_freeze(session: Session, *, release_id: int, actor: User, reason: str, now: datetime) -> Release:
    """For a day; whoever allows it does not start it."""
    release: Release = transition(
        session, RELEASE_FLOW, release_id, "allow_in_freeze", actor=actor, now=now, details={"reason": reason[:500]}
    )
    session.add(FreezeOverride(release_id=release_id, allowed_by_id=actor.id, reason=reason[:500], created_at=now))
    session.flush()
    return release
