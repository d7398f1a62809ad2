"""A release was cancelled: the bugs it would have brought are fixed all the same."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.releases.release import COMING, STANDING, Release
from workflows.bugs.released.linked import is_in, list_fixed_bugs
from workflows.bugs.released.reward_fix import reward_fix


def reward_without_release(session: Session, *, release: Release, now: datetime) -> None:
    """EXP is due for bugs that wait for no other release."""
    for bug in list_fixed_bugs(session, release.id):
        if not is_in(session, bug.id, COMING | STANDING, but=release.id):
            reward_fix(session, bug=bug, now=now)
