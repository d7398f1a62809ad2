"""Keep today's sizes: of every table, and of what is used of the disk."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.maintenance.upkeep import DISK, SizeSample
from app.policies.company_time import company_today
from workflows.maintenance.upkeep.database import list_tables


def store_sizes(session: Session, *, disk_used: int, now: datetime) -> int:
    """Once a day; a second time the figures are renewed. How many tables."""
    today, tables = company_today(session, now), list_tables(session)
    rows = [{"name": one.name, "size": one.size, "row_count": one.rows} for one in tables]
    rows.append({"name": DISK, "size": disk_used, "row_count": 0})
    made = insert(SizeSample).values([{**row, "day": today, "created_at": now} for row in rows])
    renewed = {"size": made.excluded.size, "row_count": made.excluded.row_count}
    session.execute(made.on_conflict_do_update(index_elements=["name", "day"], set_=renewed))
    return len(tables)
