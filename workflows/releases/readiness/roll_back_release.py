"""Roll a release back."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.release import Release
from app.models.releases.release_flow import RELEASE_FLOW
from workflows.bugs import reopen_released_bugs
from workflows.outbox_events import emit
from workflows.releases.events import ReleaseMoved
from workflows.transitions import transition


def roll_back_release(
    session: Session, *, release_id: int, actor: User | None, reason: str, now: datetime, reason_en: str = ""
) -> Release:
    """Nobody is sent to it any more; its bugs are open again. `reason_en`: of the judge's own words."""
    values: dict[str, Any] = {"reason": reason[:500], "reason_en": reason_en[:500], "percent": 0, "ended_at": now}
    release: Release = transition(session, RELEASE_FLOW, release_id, "roll_back", actor=actor, now=now, **values)
    reopen_released_bugs(session, release=release, actor=actor, reason=reason, now=now)
    emit(session, ReleaseMoved(release_id=release_id, step="roll_back"), now=now)
    return release
