"""Ask for a backup."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotAvailable
from app.core.i18n import N_
from app.core.units import unit_of
from app.models.accounts.user import User
from app.models.releases.backup import KEEPERS, Backup, BackupStatus

JOB = "app.jobs.releases.backups.make_backups"


def ask_backup(session: Session, *, actor: User | None, now: datetime) -> Backup:
    """A job makes it. Raises NotAvailable while another waits or runs."""
    if actor is not None and actor.role not in KEEPERS:
        raise NotAllowed
    row = insert(Backup).values(status=BackupStatus.WAITING, asked_by_id=actor.id if actor else None, created_at=now)
    made = session.scalar(row.on_conflict_do_nothing().returning(Backup.id))
    if made is None:
        raise NotAvailable(N_("Pencadangan lain sedang berjalan. Tunggu sampai selesai."))
    unit_of(session).wake.add(JOB)
    return session.get_one(Backup, made)
