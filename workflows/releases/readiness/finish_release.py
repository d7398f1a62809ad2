"""Finish a release."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.release import Release
from app.models.releases.release_flow import RELEASE_FLOW
from workflows.outbox_events import emit
from workflows.releases.events import ReleaseMoved
from workflows.transitions import transition


def finish_release(session: Session, *, release_id: int, actor: User, verdict: str, now: datetime) -> Release:
    """The intensive watch is over."""
    values: dict[str, Any] = {"reason": verdict[:500], "ended_at": now}
    release: Release = transition(session, RELEASE_FLOW, release_id, "finish", actor=actor, now=now, **values)
    emit(session, ReleaseMoved(release_id=release_id, step="finish"), now=now)
    return release
