"""No-show alerts by the schedule."""

from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import unit_of_work
from workflows.fieldwork import raise_no_show_alerts, repeat_alerts


def watch_arrivals() -> None:
    """RQ job: raise alerts for technicians who did not come, open again those whose granted minutes are over."""

    def look(session: Session) -> None:
        now = utc_now()
        raise_no_show_alerts(session, now=now)
        repeat_alerts(session, now=now)

    unit_of_work(look)
