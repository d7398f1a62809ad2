"""Tell the duty desk of alerts: each by a message with its decisions, many at once by one list."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.models.visits.fieldwork import EmergencyAlert
from workflows.fieldwork.events import AlertRaised, AlertsRaised
from workflows.outbox_events import emit

MOST_SEPARATE = 5


def notify_of_alerts(session: Session, alerts: Sequence[EmergencyAlert], *, now: datetime, again: bool = False) -> None:
    """`again`: the time that CS granted is over. Decisions about a list are made on the board."""
    if len(alerts) > MOST_SEPARATE:
        emit(session, AlertsRaised(alert_ids=[alert.id for alert in alerts], again=again), now=now)
        return
    for alert in alerts:
        emit(session, AlertRaised(visit_id=alert.visit_id, alert_id=alert.id, again=again), now=now)
