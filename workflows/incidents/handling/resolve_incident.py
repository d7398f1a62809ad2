"""Resolve an incident."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import Incident
from workflows.incidents.after_end import after_end
from workflows.incidents.steps import make_step


def resolve_incident(
    session: Session, *, incident_id: int, actor: User, now: datetime, outcome: str, ended: datetime | None = None
) -> Incident:
    """`ended` None: the impact ends now."""
    at = ended or now
    before = session.get_one(Incident, incident_id, with_for_update=True, populate_existing=True)
    if at > now or at < before.impact_started_at:
        raise Invalid(N_("Akhir dampak harus sesudah awalnya dan tidak di masa depan."), field="ended")
    incident = make_step(
        session, "resolve", incident_id, actor, now, N_("Selesai: %(outcome)s", outcome=outcome),
        outcome=outcome, resolved_at=now, impact_ended_at=at,
    )  # fmt: skip
    after_end(session, incident, now=now)
    return incident
