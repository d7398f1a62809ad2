"""The escalation of an incident, its policy, and whom it called."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.incidents.incident import Incident
from app.models.on_call.escalation import Escalation, EscalationCall, EscalationPolicy


def policy_of(session: Session, incident: Incident) -> EscalationPolicy:
    """The one of its severity, or the standard one."""
    wanted = select(EscalationPolicy).where(EscalationPolicy.severity == incident.severity)
    standard = EscalationPolicy(
        severity=incident.severity,
        level1_minutes=30,
        level2_minutes=60,
        level3_minutes=120,
        acknowledgement_minutes=30,
        stop_at_acknowledgement=False,
        working_hours=False,
    )
    return session.scalars(wanted).one_or_none() or standard


def find_escalation(session: Session, incident_id: int, *, lock: bool = False) -> Escalation | None:
    wanted = select(Escalation).where(Escalation.incident_id == incident_id)
    wanted = wanted.with_for_update() if lock else wanted
    return session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def find_and_lock_incident(session: Session, incident_id: int) -> Incident | None:
    """Before the state of its calls is read: whoever waits for the lock reads what the first one has written."""
    wanted = select(Incident).where(Incident.id == incident_id).with_for_update(key_share=True)
    return session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def list_called_people(session: Session, escalation: Escalation) -> list[int]:
    """Whoever was called in this cycle."""
    mine = select(EscalationCall.user_id).where(
        EscalationCall.escalation_id == escalation.id, EscalationCall.cycle == escalation.cycle
    )
    return list(session.scalars(mine.distinct().order_by(EscalationCall.user_id)))
