"""Lease the next export to write."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from app.models.files.exports import Export, ExportStatus
from workflows.exports.lease import LEASE


def lease_export(session: Session, *, now: datetime) -> Export | None:
    """The oldest that waits, or whose worker died; it is RUNNING from now on."""
    due = or_(
        Export.status == ExportStatus.WAITING, (Export.status == ExportStatus.RUNNING) & (Export.leased_until < now)
    )
    wanted = select(Export).where(due).order_by(Export.id).limit(1).options(joinedload(Export.user))
    export = session.scalars(wanted.with_for_update(of=Export, skip_locked=True)).one_or_none()
    if export is not None:
        export.status, export.leased_until, export.rows_done = ExportStatus.RUNNING, now + LEASE, 0
    return export
