"""Give work that follows from an incident to somebody else: its owner has left, or has no time."""

from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import ActionItem, Incident
from app.models.incidents.incident_flow import INCIDENT_FLOW
from workflows.incident_timeline import write_entry
from workflows.incidents.learning.find_owner import find_owner
from workflows.transitions import transition


def give_action_item(
    session: Session, *, incident_id: int, actor: User, now: datetime, item: int, owner: str, due: date | None = None
) -> Incident:
    """The new owner is reminded from anew. Raises Invalid, and NotFound for what is no open item of the incident."""
    person = find_owner(session, owner)
    details = {"item": item, "owner": person.username}
    incident: Incident = transition(
        session, INCIDENT_FLOW, incident_id, "give_item", actor=actor, now=now, details=details
    )
    given = {"owner_id": person.id, "reminded_at": None, **({"due_date": due} if due else {})}
    mine = update(ActionItem).where(
        ActionItem.id == item, ActionItem.incident_id == incident_id, ActionItem.done_at.is_(None)
    )
    title = session.scalar(mine.values(given).returning(ActionItem.title))
    if title is None:
        raise NotFound
    session.expire_all()
    words = N_("Tindak lanjut diserahkan kepada %(name)s: %(title)s", name=person.name, title=title)
    write_entry(session, incident, words, actor=actor, now=now)
    return incident
