"""All places of one technician go back to the waiting lists and the pool: before leave, or when an account closes."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.visits.assignment import Assignment, places_of
from app.models.visits.release import ReleaseReason
from app.models.visits.visit import ACTIVE, VisitTicket
from workflows.fieldwork.places import lock_visit, refill_places
from workflows.teams.places import get_held_place
from workflows.teams.release_technician import take_off_team
from workflows.transitions import note as write_note


def release_every_place(
    session: Session,
    *,
    technician: User,
    why: ReleaseReason,
    actor: User,
    now: datetime,
    between: tuple[datetime, datetime] | None = None,
) -> int:
    """Of visits that are not over, all or those in [start, end); the caller has locked the technician."""
    held = (
        select(VisitTicket.id)
        .join(Assignment, Assignment.visit_id == VisitTicket.id)
        .where(
            Assignment.technician_id == technician.id, Assignment.released_at.is_(None), VisitTicket.status.in_(ACTIVE)
        )
    )
    if between is not None:
        held = held.where(places_of(technician.id), Assignment.during.op("&&")(func.tstzrange(*between)))
    visit_ids = session.scalars(held.order_by(VisitTicket.id)).all()
    for visit_id in visit_ids:
        visit = lock_visit(session, visit_id)
        place = get_held_place(session, visit_id, technician.id)
        facts = {"technician": technician.name, "reason": why.value}
        write_note(session, "visit_tickets", visit_id, "release_technician", actor=actor, now=now, **facts)
        take_off_team(session, visit, place, why=why, note="", actor=actor, now=now)
        refill_places(session, visit, now=now, emergency=visit.planned_start <= now)
    return len(visit_ids)
