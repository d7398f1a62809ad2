"""What was asked of rollouts, what was measured, how a system is steered."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.releases.release import Release
from app.models.releases.steering import CommandStatus, ReleaseSystem, RolloutCommand, RolloutSample

SHOWN = 10
MOST_SAMPLES = 2000


def find_system(session: Session, name: str) -> ReleaseSystem | None:
    return session.scalars(select(ReleaseSystem).where(ReleaseSystem.name == name)).one_or_none()


def find_waiting(session: Session, system: str) -> RolloutCommand | None:
    """The oldest command that waits for this system's controller."""
    wanted = select(RolloutCommand).join(RolloutCommand.release).options(joinedload(RolloutCommand.release))
    waiting = wanted.where(Release.system == system, RolloutCommand.status == CommandStatus.WAITING)
    return session.scalars(waiting.order_by(RolloutCommand.id).limit(1)).one_or_none()


def list_commands(session: Session, release_id: int) -> Sequence[RolloutCommand]:
    """Newest first."""
    wanted = select(RolloutCommand).where(RolloutCommand.release_id == release_id)
    newest = wanted.options(joinedload(RolloutCommand.asked_by)).order_by(RolloutCommand.id.desc())
    return session.scalars(newest.limit(SHOWN)).all()


def list_samples(session: Session, release_id: int) -> Sequence[RolloutSample]:
    """The latest, oldest first."""
    wanted = select(RolloutSample).where(RolloutSample.release_id == release_id)
    newest = session.scalars(wanted.order_by(RolloutSample.created_at.desc()).limit(MOST_SAMPLES)).all()
    return newest[::-1]
