"""Backups that still lie in the place."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.releases.backup import Backup, BackupStatus

KEPT = (BackupStatus.GOOD, BackupStatus.INCOMPLETE)


def list_stored(session: Session) -> Sequence[Backup]:
    """Those that still lie in the place, newest first."""
    return session.scalars(select(Backup).where(Backup.status.in_(KEPT)).order_by(Backup.snapshot_at.desc())).all()
