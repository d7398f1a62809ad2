"""Who is late: asked by the clock."""

from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import unit_of_work
from workflows.fieldwork import raise_alerts, repeat_alerts


def watch_arrivals() -> None:
    """RQ job: raise alerts for those who are not there, ring again where the time granted is over."""

    def look(session: Session) -> None:
        now = utc_now()
        raise_alerts(session, now=now)
        repeat_alerts(session, now=now)

    unit_of_work(look)
