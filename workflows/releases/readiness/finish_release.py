"""Finish a release."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.release import Release
from app.models.releases.release_flow import RELEASE_FLOW
from workflows.transitions import transition


def finish_release(session: Session, *, release_id: int, actor: User, verdict: str, now: datetime) -> Release:
    """The intensive watch is over."""
    said: dict[str, Any] = {"reason": verdict[:500], "ended_at": now}
    return transition(session, RELEASE_FLOW, release_id, "finish", actor=actor, now=now, **said)
