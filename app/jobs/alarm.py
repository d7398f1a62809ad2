"""Who is late: asked by the clock."""

from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import unit_of_work
from workflows.execution import raise_alerts, ring_alerts_again


def watch_arrivals() -> None:
    """RQ job: raise alerts for those who are not there, ring again where the time granted is over."""

    def look(session: Session) -> None:
        now = utc_now()
        raise_alerts(session, now=now)
        ring_alerts_again(session, now=now)

    unit_of_work(look)
