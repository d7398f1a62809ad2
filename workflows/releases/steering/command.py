"""One command to a rollout, as a row that its controller reads."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.release import Release
from app.models.releases.release_flow import RELEASE_FLOW
from app.models.releases.steering import CommandStatus, CommandVerb, RolloutCommand
from workflows.transitions import transition


def command(
    session: Session, release_id: int, verb: CommandVerb, *, actor: User, now: datetime, reason: str = ""
) -> Release:
    """One that waits already stays as it is."""
    release: Release = transition(session, RELEASE_FLOW, release_id, f"ask_{verb.lower()}", actor=actor, now=now)
    asked = insert(RolloutCommand).values(
        release_id=release_id,
        verb=verb,
        percent=release.percent,
        reason=reason[:500],
        asked_by_id=actor.id,
        status=CommandStatus.WAITING,
        created_at=now,
    )
    session.execute(asked.on_conflict_do_nothing())
    return release
