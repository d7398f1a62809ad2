"""A release is live: who reported what it mends is told and rewarded."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.releases.release import STANDING, Release
from workflows.bugs.events import BugLive
from workflows.bugs.released.linked import is_in, list_fixed_bugs
from workflows.bugs.released.reward_fix import reward_fix
from workflows.outbox_events import emit


def announce_release(session: Session, *, release: Release, now: datetime) -> None:
    """A bug that another standing release mended was announced by that one."""
    for bug in list_fixed_bugs(session, release.id):
        if not is_in(session, bug.id, STANDING, but=release.id):
            reward_fix(session, bug=bug, now=now)
            emit(session, BugLive(bug_id=bug.id, version=release.version), now=now)
