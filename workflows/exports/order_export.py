"""Order a large export, written by a job."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.core.units import unit_of
from app.models.accounts.user import User
from app.models.files.exports import Export, ExportStatus
from workflows.one_at_a_time import one_at_a_time

WRITER = "app.jobs.exports.write_exports"
MOST_WAITING = 5  # of one person


def order_export(
    session: Session, *, endpoint: str, name: str, query: str, kind: str, actor: User, now: datetime
) -> Export:
    """A job writes the file; raises NotAvailable when too many of one's own are waiting already."""
    one_at_a_time(session, f"exports:{actor.id}")
    waiting = select(func.count()).where(
        Export.user_id == actor.id, Export.status.in_([ExportStatus.WAITING, ExportStatus.RUNNING])
    )
    if (session.scalar(waiting) or 0) >= MOST_WAITING:
        raise NotAvailable(N_("Masih ada ekspor Anda yang dibuat. Tunggu sampai selesai."))
    export = Export(user_id=actor.id, endpoint=endpoint, name=name, query=query[:2000], kind=kind, created_at=now)
    session.add(export)
    session.flush()
    unit_of(session).wake.add(WRITER)
    return export
