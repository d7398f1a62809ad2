"""Take back the tick of one item of a record's checklist."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.maintenance.record import MaintenanceRecord
from workflows.maintenance.records.tick_item import step_on_item


def untick_item(session: Session, *, record_id: int, actor: User, now: datetime, item: int) -> MaintenanceRecord:
    """As before it was ticked; the audit log keeps both. Raises NotFound for an item of another record."""
    done, found = step_on_item(session, "untick", record_id=record_id, actor=actor, now=now, item=item)
    found.done_at = found.done_by_id = None
    session.flush()
    return done
