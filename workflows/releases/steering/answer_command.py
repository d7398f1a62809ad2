"""Answer a command that was carried out, or was refused."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.releases.steering import CommandStatus, RolloutCommand


def answer_command(
    session: Session, *, command_id: int, done: bool, answer: str, answer_en: str = "", now: datetime
) -> None:
    """Answered once; a second answer changes nothing."""
    waiting = (RolloutCommand.id == command_id, RolloutCommand.status == CommandStatus.WAITING)
    values = {
        "status": CommandStatus.DONE if done else CommandStatus.REFUSED,
        "answer": answer[:500],
        "answer_en": answer_en[:500],
        "answered_at": now,
    }
    session.execute(update(RolloutCommand).where(*waiting).values(values))
