"""Prepare a release again."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.readiness import ReleaseApproval
from app.models.releases.release import Release
from app.models.releases.release_flow import RELEASE_FLOW
from workflows.transitions import transition


def prepare_again(session: Session, *, release_id: int, actor: User, now: datetime) -> Release:
    """Something changed: both must say Go again."""
    session.execute(delete(ReleaseApproval).where(ReleaseApproval.release_id == release_id))
    empty: dict[str, Any] = {"frozen": None, "frozen_sha256": "", "frozen_file_id": None}
    return transition(session, RELEASE_FLOW, release_id, "prepare_again", actor=actor, now=now, **empty)
