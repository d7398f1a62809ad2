"""Bring to the mirror each component that differs from what the mirror was told of it last."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.status.status_page import StatusComponent
from workflows.outbox_events import emit
from workflows.status.subscribers.events import MirrorDue


def mirror_components(session: Session, *, now: datetime) -> None:
    """New ones, and those with another name, description or state; nothing is written while nothing differs."""
    found = session.scalars(select(StatusComponent).order_by(StatusComponent.id)).all()
    for one in found:
        name, description = one.name_in("en"), one.description_in("en")
        wanted = {"name": name, "description": description, "status": str(one.shown_state)}
        if wanted == one.mirrored:
            continue
        names = [former for former in one.mirrored_names if former != name] + [name]
        values = {"mirrored": wanted, "mirrored_names": names, "updated_at": one.updated_at}
        same = StatusComponent.id == one.id, StatusComponent.mirrored.is_not_distinct_from(one.mirrored)
        changed = update(StatusComponent).where(*same).values(values).returning(StatusComponent.id)
        if session.execute(changed.execution_options(noted=True)).one_or_none():
            emit(session, MirrorDue(thing="component", local_id=one.id), now=now)
