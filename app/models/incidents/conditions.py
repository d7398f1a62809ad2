"""What must hold of an incident, beside its status, for a step."""

from sqlalchemy import ColumnElement, exists, or_

from app.core.flow import Condition
from app.models.incidents.incident import ActionItem, EntryKind, Incident, IncidentEntry, PostMortem
from app.models.incidents.refusals import (
    AlreadyAcknowledged,
    AlreadyYours,
    NothingAnnounced,
    NothingFinished,
    NothingOpen,
    NotToPublish,
)
from app.models.on_call.escalation import Escalation, EscalationStatus


def unheld(column: str) -> Condition:
    """The role of this column is not the actor's."""

    def holds(actor: object) -> ColumnElement[bool]:
        found: ColumnElement[bool] = getattr(Incident, column).is_distinct_from(getattr(actor, "id", None))
        return found

    return Condition(holds, AlreadyYours)


_RINGING = exists().where(Escalation.incident_id == Incident.id, Escalation.status == EscalationStatus.RINGING)
UNHEARD = Condition(lambda _actor: or_(Incident.acknowledged_at.is_(None), _RINGING), AlreadyAcknowledged)
WRITTEN = Condition(
    lambda _actor: exists().where(
        PostMortem.incident_id == Incident.id,
        PostMortem.published_at.is_not(None),
        PostMortem.public_entry_id.is_(None),
    ),
    NotToPublish,
)
TOLD = Condition(
    lambda _actor: exists().where(IncidentEntry.incident_id == Incident.id, IncidentEntry.kind == EntryKind.PUBLIC),
    NothingAnnounced,
)
HAS_FINISHED = Condition(
    lambda _actor: exists().where(ActionItem.incident_id == Incident.id, ActionItem.done_at.is_not(None)),
    NothingFinished,
)
HAS_OPEN = Condition(
    lambda _actor: exists().where(ActionItem.incident_id == Incident.id, ActionItem.done_at.is_(None)), NothingOpen
)
