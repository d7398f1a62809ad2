"""Change what a record says."""

from datetime import date

from sqlalchemy.orm import Session

from app.models.maintenance.record import MaintenanceRecord
from workflows.maintenance.records.make_record import find_release, require_owner


def edit_record(
    session: Session,
    *,
    record: MaintenanceRecord,
    title: str,
    owner: str,
    description: str,
    due_date: date | None,
    figure_name: str,
    figure_before: float | None,
    release: str,
) -> MaintenanceRecord:
    """Its topic and bug stay. Raises Invalid."""
    record.owner_id = require_owner(session, owner)
    record.release_id = find_release(session, release)
    record.title, record.description, record.due_date = title.strip(), description.strip(), due_date
    record.figure_name, record.figure_before = figure_name.strip(), figure_before
    record.version += 1
    session.flush()
    return record
