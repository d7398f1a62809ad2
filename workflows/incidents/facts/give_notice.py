"""Note that whoever is concerned by a breach of personal data was told."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from workflows.incidents.steps import make_step


def give_notice(session: Session, *, incident_id: int, actor: User, now: datetime, note: str) -> Incident:
    """Ends the reminders of the 3 × 24 hours."""
    words = N_("Pemberitahuan data pribadi disampaikan: %(note)s", note=note)
    return make_step(session, "give_notice", incident_id, actor, now, words, notice_given_at=now)
