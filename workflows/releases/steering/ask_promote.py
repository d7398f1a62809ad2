"""Ask the controller for the next step."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.release import Release
from app.models.releases.steering import CommandVerb
from workflows.releases.steering.command import command


def ask_promote(session: Session, *, release_id: int, actor: User, now: datetime) -> Release:
    return command(session, release_id, CommandVerb.PROMOTE, actor=actor, now=now)
