"""Cancel a release."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.release import Release
from app.models.releases.release_flow import RELEASE_FLOW
from workflows.bugs import reward_without_release
from workflows.outbox_events import emit
from workflows.releases.events import ReleaseMoved
from workflows.transitions import transition


def cancel_release(session: Session, *, release_id: int, actor: User, reason: str, now: datetime) -> Release:
    values: dict[str, Any] = {"reason": reason[:500], "ended_at": now}
    release: Release = transition(session, RELEASE_FLOW, release_id, "cancel", actor=actor, now=now, **values)
    reward_without_release(session, release=release, now=now)
    emit(session, ReleaseMoved(release_id=release_id, step="cancel"), now=now)
    return release
