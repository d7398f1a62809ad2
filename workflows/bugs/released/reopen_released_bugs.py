"""A release was taken back: what it mended is open again."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.release import STANDING, Release
from workflows.bugs.decisions.reopen_bug import put_back
from workflows.bugs.released.linked import is_in, list_fixed_bugs


def reopen_released_bugs(session: Session, *, release: Release, actor: User | None, reason: str, now: datetime) -> None:
    """Nobody is told and EXP stays. What another standing release mends stays fixed."""
    for bug in list_fixed_bugs(session, release.id):
        if not is_in(session, bug.id, STANDING, but=release.id):
            put_back(session, bug_id=bug.id, reason=f"{release}: {reason}", actor=actor, now=now)
