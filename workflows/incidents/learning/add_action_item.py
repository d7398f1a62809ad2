"""Add work that follows from an incident."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import ActionItem, Incident
from app.models.incidents.incident_flow import INCIDENT_FLOW
from workflows.incident_timeline import write_entry
from workflows.incidents.learning.find_owner import find_owner
from workflows.incidents.learning.find_subjects import find_subjects
from workflows.transitions import transition


def add_action_item(
    session: Session,
    *,
    incident_id: int,
    actor: User,
    now: datetime,
    title: str,
    owner: str,
    due: date,
    about: str = "",
) -> Incident:
    """`owner` is a user name, `about` numbers of bugs, tickets and maintenance, or a version. Raises Invalid."""
    person = find_owner(session, owner)
    subjects = find_subjects(session, about, actor=actor)
    incident: Incident = transition(session, INCIDENT_FLOW, incident_id, "add_item", actor=actor, now=now)
    given = {"title": title, "owner_id": person.id, "due_date": due, **subjects}
    session.add(ActionItem(incident_id=incident_id, created_at=now, **given))
    session.flush()
    write_entry(
        session,
        incident,
        N_("Tindak lanjut: %(title)s (%(name)s)", title=title, name=person.name),
        actor=actor,
        now=now,
    )
    return incident
