"""Note that somebody answered another person's call."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from workflows.incident_timeline import write_entry


def note_refusal(session: Session, *, incident_id: int, actor: User, now: datetime) -> None:
    incident = session.get(Incident, incident_id)
    if incident is not None:
        write_entry(
            session, incident, N_("Ditolak: %(name)s menekan tombol panggilan orang lain", name=actor.name), now=now
        )
