"""Bring components to the mirror that it has never been told of."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.status.status_page import StatusComponent
from workflows.outbox_events import emit
from workflows.status.subscribers.events import MirrorDue


def mirror_components(session: Session, *, now: datetime) -> None:
    """Once for each, however often it is called."""
    for component_id in session.scalars(select(StatusComponent.id).order_by(StatusComponent.id)):
        told = MirrorDue(thing="component", local_id=component_id)
        emit(session, told, now=now, once=f"status.mirror:component:{component_id}")
