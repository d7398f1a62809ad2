"""Releases of technicians from a visit, and what tests ask about its team."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.messaging.outbox import OutboxMessage
from tests.factories import NOW, make_cs
from workflows.teams import release_technician
from workflows.visits import list_team


def kinds_of(session: Session, visit_id: int) -> list[str]:
    sent = select(OutboxMessage.kind).where(OutboxMessage.visit_id == visit_id)
    return list(session.scalars(sent.order_by(OutboxMessage.id)))


def team_of(session: Session, visit: Any) -> list[str]:
    return [person.name for person in list_team(session, visit_id=visit.id)]


def release(session: Session, visit: Any, technician: Any, **given: Any) -> None:
    facts = {"actor": make_cs(session), "now": NOW, "reason": "SICK", **given}
    release_technician(session, visit_id=visit.id, technician_id=technician.id, **facts)
    session.expire_all()
