"""Start a release with its first share of visitors."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.release import STEPS, Release
from app.models.releases.release_flow import RELEASE_FLOW
from workflows.outbox_events import emit
from workflows.releases.events import ReleaseMoved
from workflows.transitions import transition


def start_release(session: Session, *, release_id: int, actor: User | None, now: datetime) -> Release:
    release: Release = transition(session, RELEASE_FLOW, release_id, "start", actor=actor, now=now, percent=STEPS[0])
    emit(session, ReleaseMoved(release_id=release_id, step="start"), now=now)
    return release
