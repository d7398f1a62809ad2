"""Ask the controller to send everybody back to the version before."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.release import Release
from app.models.releases.steering import CommandStatus, CommandVerb, RolloutCommand
from workflows.releases.steering.command import command

REPLACED = "digantikan oleh perintah kembalikan"


def ask_roll_back(session: Session, *, release_id: int, actor: User, reason: str, now: datetime) -> Release:
    """It never waits behind another: what still waits is not done any more, and what is just being asked neither."""
    session.get(Release, release_id, with_for_update=True, populate_existing=True)
    waiting = (RolloutCommand.release_id == release_id, RolloutCommand.status == CommandStatus.WAITING)
    gone = {"status": CommandStatus.REFUSED, "answer": REPLACED, "answered_at": now}
    session.execute(update(RolloutCommand).where(*waiting, RolloutCommand.verb != CommandVerb.ROLL_BACK).values(gone))
    return command(session, release_id, CommandVerb.ROLL_BACK, actor=actor, now=now, reason=reason)
