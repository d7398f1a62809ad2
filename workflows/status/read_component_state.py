"""What the status page shows of one component at this moment."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.status.status_page import ComponentState, StatusComponent
from workflows.status.collect_status import list_maintenances, list_public_incidents, state_of


def read_component_state(session: Session, name: str, *, now: datetime) -> ComponentState | None:
    """None where the page has no component of that name."""
    component = session.scalars(select(StatusComponent).where(StatusComponent.name == name)).one_or_none()
    if component is None:
        return None
    incidents, maintenances = list_public_incidents(session, now), list_maintenances(session, now)
    return state_of(component, incidents, maintenances, now)
