"""Ask for a drill."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotAvailable
from app.core.i18n import N_
from app.core.units import unit_of
from app.models.accounts.user import User
from app.models.releases.backup import KEEPERS, DrillStatus, RestoreDrill

JOB = "app.jobs.releases.backups.run_drills"


def ask_drill(session: Session, *, actor: User | None, now: datetime) -> RestoreDrill:
    """A job runs it. Raises NotAvailable while another waits or runs."""
    if actor is not None and actor.role not in KEEPERS:
        raise NotAllowed
    row = insert(RestoreDrill).values(
        status=DrillStatus.WAITING, asked_by_id=actor.id if actor else None, created_at=now
    )
    made = session.scalar(row.on_conflict_do_nothing().returning(RestoreDrill.id))
    if made is None:
        raise NotAvailable(N_("Uji pulih lain sedang berjalan. Tunggu sampai selesai."))
    unit_of(session).wake.add(JOB)
    return session.get_one(RestoreDrill, made)
