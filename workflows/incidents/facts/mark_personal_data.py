"""Mark an incident as one that concerns personal data."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from workflows.incidents.steps import make_step

NOTICE = timedelta(hours=72)


def mark_personal_data(session: Session, *, incident_id: int, actor: User, now: datetime) -> Incident:
    """UU PDP: whoever is concerned is told within 3 × 24 hours."""
    return make_step(
        session,
        "mark_personal_data",
        incident_id,
        actor,
        now,
        N_("Menyangkut data pribadi"),
        notice_due_at=now + NOTICE,
    )
