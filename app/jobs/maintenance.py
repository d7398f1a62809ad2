"""Maintenance by the schedule."""

from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import unit_of_work
from workflows.maintenance import apply_rules, remind_of_records


def plan_maintenance_work() -> None:
    """RQ job, daily: make the records that rules ask for, and remind the owners of what is due."""

    def look(session: Session) -> None:
        now = utc_now()
        apply_rules(session, now=now)
        remind_of_records(session, now=now)

    unit_of_work(look)
