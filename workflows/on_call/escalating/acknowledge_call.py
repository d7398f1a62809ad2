"""Acknowledge a call by a button in Telegram or a signed link."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotFound
from app.core.i18n import N_
from app.models.accounts.user import User, UserStatus
from app.models.incidents.incident import Incident
from app.models.incidents.incident_flow import INCIDENT_FLOW
from app.models.incidents.refusals import AlreadyAcknowledged
from app.models.on_call.escalation import EscalationStatus
from workflows.incident_timeline import write_entry
from workflows.on_call.escalating.acknowledge_escalation import acknowledge_escalation
from workflows.on_call.escalating.find_escalation import find_and_lock_incident, find_escalation, list_called_people
from workflows.transitions import transition


def acknowledge_call(session: Session, *, incident_id: int, actor: User, now: datetime) -> Incident:
    """By a button or a link: only for those who were called, and whoever leads; the first one wins.

    A refusal of somebody who is not on the list is a line of the timeline.
    """
    incident = find_and_lock_incident(session, incident_id)
    escalation = find_escalation(session, incident_id)
    if incident is None or escalation is None:
        raise NotFound
    if actor.status != UserStatus.ACTIVE or actor.id not in list_called_people(session, escalation):
        raise NotCalled
    if incident.acknowledged_at is None:
        incident = transition(
            session, INCIDENT_FLOW, incident_id, "acknowledge", actor=actor, now=now, acknowledged_at=now
        )
        write_entry(session, incident, N_("Diterima oleh %(name)s", name=actor.name), actor=actor, now=now)
    elif escalation.status != EscalationStatus.RINGING:
        holder = session.get(User, escalation.acknowledged_by_id or 0)
        raise AlreadyAcknowledged(N_("Sudah diterima %(name)s.", name=holder.name if holder else "–"))
    else:
        write_entry(session, incident, N_("Diterima oleh %(name)s", name=actor.name), actor=actor, now=now)
    acknowledge_escalation(session, incident, actor=actor, now=now)
    return incident


class NotCalled(NotAllowed):
    """Somebody pressed a button that was not meant for them."""

    sentence = N_("Panggilan ini bukan untuk Anda.")
