"""Put a release live."""

from datetime import datetime

from sqlalchemy import func
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.release import Release
from app.models.releases.release_flow import RELEASE_FLOW
from workflows.bugs import announce_release
from workflows.outbox_events import emit
from workflows.releases.events import ReleaseMoved
from workflows.transitions import transition


def put_live(session: Session, *, release_id: int, actor: User | None, now: datetime) -> Release:
    """Reporters of its bugs are told, and rewarded if no release did before."""
    since = func.coalesce(Release.live_at, now)
    release: Release = transition(session, RELEASE_FLOW, release_id, "go_live", actor=actor, now=now, live_at=since)
    announce_release(session, release=release, now=now)
    emit(session, ReleaseMoved(release_id=release_id, step="go_live"), now=now)
    return release
