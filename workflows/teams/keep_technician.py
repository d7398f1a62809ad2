"""CS refuses a request to be released."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.visits.visit import VISIT_FLOW, VisitTicket
from workflows.outbox_events import emit
from workflows.teams.places import get_held_place
from workflows.transitions import transition
from workflows.visits.events import ReleaseRefused


def keep_technician(
    session: Session, *, visit_id: int, actor: User, now: datetime, technician_id: int, note: str
) -> VisitTicket:
    """The technician stays and is told why."""
    visit: VisitTicket = transition(
        session, VISIT_FLOW, visit_id, "keep_technician", actor=actor, now=now, details={"note": note}
    )
    place = get_held_place(session, visit_id, technician_id)
    if place.release_asked_at is None:
        raise Invalid(N_("Teknisi ini tidak meminta dilepas."), field="technician_id")
    place.release_asked_at, place.release_asked_reason = None, ""
    session.flush()
    emit(session, ReleaseRefused(visit_id=visit_id, technician_id=technician_id, note=note), now=now)
    return visit
