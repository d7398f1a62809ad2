"""Mark backups that the retention rule deleted."""

from collections.abc import Iterable

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.releases.backup import Backup, BackupStatus


def mark_removed(session: Session, names: Iterable[str]) -> None:
    """The retention rule has deleted them."""
    session.execute(update(Backup).where(Backup.name.in_(list(names))).values(status=BackupStatus.REMOVED))
