"""Invite technicians to the free places of a visit."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.visits.visit import VisitTicket
from workflows.outbox_events import emit
from workflows.visits.events import VisitOpened


def invite_technicians(
    session: Session, *, visit_id: int, now: datetime, due_at: datetime | None = None, emergency: bool = False
) -> None:
    """Invite everyone eligible; a trigger ends the round as soon as the visit is full, moved or over."""
    current = select(VisitTicket.invitation_round).where(VisitTicket.id == visit_id)
    event = VisitOpened(visit_id=visit_id, emergency=emergency, round=session.scalars(current).one())
    emit(session, event, now=now, due_at=due_at)
