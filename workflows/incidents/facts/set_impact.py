"""Change when an incident's impact began."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from workflows.incidents.steps import make_step


def set_impact(
    session: Session, *, incident_id: int, actor: User, now: datetime, started: datetime, reason: str
) -> Incident:
    before = session.get_one(Incident, incident_id, with_for_update=True, populate_existing=True)
    if started > (before.impact_ended_at or now):
        raise Invalid(N_("Awal dampak harus sebelum akhirnya."), field="started")
    return make_step(
        session,
        "set_impact",
        incident_id,
        actor,
        now,
        N_("Awal dampak diubah: %(reason)s", reason=reason),
        impact_started_at=started,
    )
