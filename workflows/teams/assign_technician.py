"""CS puts a technician on a visit by name."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.visits.visit import VISIT_FLOW, VisitTicket
from workflows.teams.places import lock_technician, put_on_team
from workflows.transitions import transition
from workflows.visits import withdraw_offer


def assign_technician(
    session: Session, *, visit_id: int, actor: User, now: datetime, technician_id: int
) -> VisitTicket:
    """Takes a free place, also one that is offered to the waiting list: whom CS names comes first.

    Refused with the reason where none is free or the technician cannot come.
    """
    technician = lock_technician(session, technician_id, field="technician_id")
    details = {"technician": technician.name}
    visit: VisitTicket = transition(
        session, VISIT_FLOW, visit_id, "assign_technician", actor=actor, now=now, details=details
    )
    withdraw_offer(session, visit, now=now, taker_id=technician_id)
    if visit.places_free <= 0 and not withdraw_offer(session, visit, now=now):
        raise NotAvailable(N_("Tidak ada tempat kosong. Lepas atau ganti teknisi yang ada."))
    put_on_team(session, visit, technician, now=now, field="technician_id")
    return visit
