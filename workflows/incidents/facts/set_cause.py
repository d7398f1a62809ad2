"""Say what caused an incident, from the company's list."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.cause import IncidentCause
from app.models.incidents.incident import Incident
from workflows.incidents.steps import make_step


def set_cause(session: Session, *, incident_id: int, actor: User, now: datetime, cause_id: int) -> Incident:
    """Raises Invalid for one that is not used any more."""
    cause = session.get(IncidentCause, cause_id)
    if cause is None or not cause.is_active:
        raise Invalid(N_("Penyebab ini tidak ada dalam daftar."), field="cause_id")
    return make_step(
        session,
        "set_cause",
        incident_id,
        actor,
        now,
        N_("Jenis penyebab: %(name)s", name=cause.name),
        cause_id=cause.id,
    )
