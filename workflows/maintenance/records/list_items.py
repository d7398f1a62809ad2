"""The checklist of a record."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.maintenance.record import MaintenanceItem


def list_items(session: Session, record_id: int) -> Sequence[MaintenanceItem]:
    found = select(MaintenanceItem).where(MaintenanceItem.record_id == record_id)
    return session.scalars(found.options(joinedload(MaintenanceItem.done_by)).order_by(MaintenanceItem.id)).all()
