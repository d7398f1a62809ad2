"""Move a visit to another time, with everybody on it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.files.document import DocumentKind
from app.models.visits.assignment import Assignment
from app.models.visits.visit import VISIT_FLOW, VisitStatus, VisitTicket
from workflows.documents import withdraw_replaced
from workflows.outbox_events import emit
from workflows.transitions import transition
from workflows.visits.claims.eligibility import ELSEWHERE, SITE, TECHNICIAN, VISIT, stands_in_the_way
from workflows.visits.errors import TeamCollides
from workflows.visits.events import VisitRescheduled
from workflows.visits.invite_technicians import invite_technicians
from workflows.visits.plan import require_times


def reschedule_visit(
    session: Session,
    *,
    visit_id: int,
    actor: User,
    now: datetime,
    planned_start: datetime,
    planned_end: datetime,
    reason: str,
) -> VisitTicket:
    """Team and customer are told; refused with the names of those who could not come. The Surat Tugas is withdrawn."""
    require_times(planned_start, planned_end, now=now)
    opens = VisitTicket.race_opens_at
    visit: VisitTicket = transition(
        session,
        VISIT_FLOW,
        visit_id,
        "reschedule",
        actor=actor,
        now=now,
        planned_start=planned_start,
        planned_end=planned_end,
        race_opens_at=func.nullif(func.least(opens, planned_start), planned_start),
    )
    names = _who_cannot(session, visit_id, now)
    if names:
        raise TeamCollides(names)
    session.execute(
        update(Assignment)
        .where(Assignment.visit_id == visit_id, Assignment.released_at.is_(None))
        .values(during=func.tstzrange(planned_start, planned_end))
    )
    withdraw_replaced(session, kind=DocumentKind.ASSIGNMENT_LETTER, visit_id=visit_id, now=now)
    emit(session, VisitRescheduled(visit_id=visit_id, reason=reason), now=now)
    if visit.status == VisitStatus.OPEN:
        invite_technicians(session, visit_id=visit_id, now=now, due_at=max(now, visit.race_opens_at or now))
    return visit


def _who_cannot(session: Session, visit_id: int, now: datetime) -> Sequence[str]:
    """Names of the team who have another visit or leave at the new time."""
    team = (
        select(TECHNICIAN.name)
        .join(Assignment, Assignment.technician_id == TECHNICIAN.id)
        .join(VISIT, VISIT.id == Assignment.visit_id)
        .join(SITE, SITE.id == VISIT.site_id)
        .where(VISIT.id == visit_id, Assignment.released_at.is_(None), stands_in_the_way(now, ELSEWHERE))
    )
    return session.scalars(team.order_by(Assignment.id)).all()
