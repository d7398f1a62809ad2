"""Keep incidents and alarms with their component when its name changes; they know it by name."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.incidents.incident import Incident
from app.models.monitoring.alarm import Alarm


def rename_component(session: Session, *, before: str, after: str) -> None:
    """Of the past, too: figures by component count them together."""
    if before and before != after:
        for record in (Incident, Alarm):
            renamed = update(record).where(record.component == before).values(component=after)
            session.execute(renamed.execution_options(noted=True))
