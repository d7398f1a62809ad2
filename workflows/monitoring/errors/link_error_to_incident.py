"""Link an error to an incident, or declare one of it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.incidents.incident import ENDED, Incident
from app.models.monitoring.alarm import Severity
from app.models.monitoring.error_group import ERROR_FLOW, ErrorGroup
from app.policies.visibility import incidents_visible_to
from workflows.incidents import declare_incident, write_entry
from workflows.transitions import transition


def link_error_to_incident(
    session: Session, *, error_id: int, actor: User, now: datetime, number: str = ""
) -> ErrorGroup:
    """Without a number a SEV3 is declared, once, and calls go out. Raises Invalid for a number the actor cannot see."""
    error = session.get_one(ErrorGroup, error_id, with_for_update=True, populate_existing=True)
    if number.strip():
        incident = _find(session, number, actor)
    elif error.incident_id is not None and session.get_one(Incident, error.incident_id).status not in ENDED:
        raise NotAvailable(N_("Galat ini sudah punya insiden yang masih berjalan."))
    else:
        incident = declare_incident(
            session,
            title=f"{error.kind}: {error.message}",
            severity=Severity.SEV3,
            actor=actor,
            now=now,
            description=error.place,
            impact_started_at=min(error.first_seen_at, now),
        )
    linked: ErrorGroup = transition(
        session, ERROR_FLOW, error_id, "to_incident", actor=actor, now=now, incident_id=incident.id
    )
    write_entry(
        session,
        incident,
        N_("Galat: %(kind)s (%(count)s kali)", kind=linked.kind, count=linked.count),
        actor=actor,
        now=now,
    )
    return linked


def _find(session: Session, number: str, actor: User) -> Incident:
    wanted = select(Incident).where(Incident.number == number.strip().upper(), incidents_visible_to(actor))
    found = session.scalars(wanted).one_or_none()
    if found is None:
        raise Invalid(N_("Nomor ini tidak ditemukan: %(numbers)s", numbers=number.strip()), field="number")
    return found
