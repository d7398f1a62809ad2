"""Have an earlier day counted again."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.clock import local_day
from app.models.kpi import KpiTouched
from app.policies.company_time import company_zone


def touch_day(session: Session, *, moment: datetime, now: datetime) -> None:
    """A fact of an earlier day changed: count that day again."""
    zone = company_zone(session)
    row = insert(KpiTouched).values(day=local_day(moment, zone), touched_at=now)
    session.execute(row.on_conflict_do_update(index_elements=[KpiTouched.day], set_={"touched_at": now}))
