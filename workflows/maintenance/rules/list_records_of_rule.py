"""What a rule has made."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.maintenance.record import MaintenanceRecord


def list_records_of_rule(session: Session, rule_id: int, *, limit: int = 12) -> Sequence[MaintenanceRecord]:
    """Newest first."""
    made = select(MaintenanceRecord).where(MaintenanceRecord.rule_id == rule_id)
    return session.scalars(made.order_by(MaintenanceRecord.id.desc()).limit(limit)).all()
