"""A technician asks CS to be released from a visit."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.visits.visit import VISIT_FLOW, VisitTicket
from workflows.fieldwork.places import get_place
from workflows.outbox_events import emit
from workflows.transitions import transition
from workflows.visits.events import ReleaseAsked


def ask_release(session: Session, *, visit_id: int, actor: User, now: datetime, reason: str) -> VisitTicket:
    """The place is kept until CS has decided; one request at a time."""
    place = get_place(session, visit_id=visit_id, technician=actor)[1]
    if place.release_asked_at is not None:
        raise NotAvailable(N_("Permintaan Anda sudah diterima dan menunggu keputusan CS."))
    visit: VisitTicket = transition(
        session, VISIT_FLOW, visit_id, "ask_release", actor=actor, now=now, details={"reason": reason}
    )
    place.release_asked_at, place.release_asked_reason = now, reason[:300]
    session.flush()
    emit(session, ReleaseAsked(visit_id=visit_id, technician_id=actor.id, reason=reason[:300]), now=now)
    return visit
