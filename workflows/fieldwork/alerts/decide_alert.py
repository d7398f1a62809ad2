"""The common part of the decisions on an alert: locks the visit, then the alert, then the place."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.visits.assignment import Assignment
from app.models.visits.fieldwork import ALERT_FLOW, EmergencyAlert
from app.models.visits.visit import VisitTicket
from workflows.fieldwork.places import lock_visit
from workflows.outbox import withdraw_buttons
from workflows.transitions import transition


def decide_alert(
    session: Session, alert_id: int, name: str, *, actor: User, now: datetime, **columns: Any
) -> tuple[VisitTicket, EmergencyAlert, Assignment]:
    """Make the transition and keep decision, decider and the minutes lost since the planned start."""
    visit_id = session.scalar(select(EmergencyAlert.visit_id).where(EmergencyAlert.id == alert_id))
    if visit_id is None:
        raise NotFound
    visit = lock_visit(session, visit_id)
    lost = max(int((now - visit.planned_start).total_seconds() // 60), 0)
    facts: dict[str, Any] = {"decided_by_id": actor.id, "decided_at": now, "minutes_lost": lost, **columns}
    alert = transition(session, ALERT_FLOW, alert_id, name, actor=actor, now=now, **facts)
    withdraw_buttons(
        session, asked="alert.raised", outcome=name, visit_id=visit.id, alert_id=alert_id, actor=actor, now=now
    )
    held = select(Assignment).where(Assignment.id == alert.assignment_id).with_for_update()
    place = session.scalars(held.execution_options(populate_existing=True)).one()
    return visit, alert, place
