"""Releases whose week of watch is over and whose verdict is missing."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import joinedload

from app.models.accounts.user import User
from app.models.releases.readiness import APPROVERS
from app.models.releases.release import Release, ReleaseStatus
from workflows.releases.after_release import WATCH

RELEASE_QUEUES: Mapping[str, Any] = {
    "watched_releases": (
        Release,
        lambda now: (Release.status == ReleaseStatus.LIVE) & (Release.live_at < now - WATCH),
        Release.live_at,
        (joinedload(Release.owner),),
    )
}


def judged_by(user: User) -> ColumnElement[bool]:
    """Whoever may end the watch, and the owner, who asks them to."""
    return true() if user.role in APPROVERS else Release.owner_id == user.id
