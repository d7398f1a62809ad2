"""Move a visit to another time, with everybody on it."""

from datetime import datetime

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.orm import Session

from app.models.accounts.user import Leave, User
from app.models.customers.customer import Site
from app.models.document import DocumentKind
from app.models.visits.assignment import Assignment
from app.models.visits.visit import VISIT_FLOW, VisitStatus, VisitTicket
from workflows.documents import withdraw_replaced
from workflows.outbox_events import emit
from workflows.transitions import transition
from workflows.visits.errors import TeamCollides
from workflows.visits.events import VisitOpened, VisitRescheduled
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
    names = _who_cannot(session, visit)
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
        emit(session, VisitOpened(visit_id=visit_id), now=now, due_at=max(now, visit.race_opens_at or now))
    return visit


def _who_cannot(session: Session, visit: VisitTicket) -> list[str]:
    """Names of the team who have another visit or leave at the new time."""
    during = func.tstzrange(visit.planned_start, visit.planned_end)
    zone = session.scalars(select(Site.time_zone).where(Site.id == visit.site_id)).one()
    first = func.date(func.timezone(zone, visit.planned_start))
    last = func.date(func.timezone(zone, visit.planned_end))
    other = Assignment.__table__.alias("other")
    busy = exists().where(
        other.c.technician_id == User.id,
        other.c.visit_id != visit.id,
        other.c.released_at.is_(None),
        other.c.during.op("&&")(during),
    )
    away = exists().where(Leave.user_id == User.id, Leave.first_date <= last, Leave.last_date >= first)
    team = select(User.name).join(Assignment, Assignment.technician_id == User.id)
    held = team.where(Assignment.visit_id == visit.id, Assignment.released_at.is_(None), or_(busy, away))
    return list(session.scalars(held.order_by(Assignment.id)))
