"""Who is on a visit, and who could be."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select, true
from sqlalchemy.orm import Session

from app.models.assignment import Assignment
from app.models.customer import Site
from app.models.user import Leave, Role, User, UserStatus, user_skills
from app.models.visit import VisitTicket


def list_team(session: Session, *, visit_id: int) -> Sequence[User]:
    """The technicians who hold a place now, in the order they took it."""
    on_it = select(User).join(Assignment, Assignment.technician_id == User.id)
    held = on_it.where(Assignment.visit_id == visit_id, Assignment.released_at.is_(None))
    return session.scalars(held.order_by(Assignment.id)).all()


def list_eligible_technicians(session: Session, *, visit: VisitTicket) -> Sequence[User]:
    """Active, skilled, not on leave, not already placed at that time."""
    during = func.tstzrange(visit.planned_start, visit.planned_end)
    zone = session.scalars(select(Site.time_zone).where(Site.id == visit.site_id)).one()
    first = func.date(func.timezone(zone, visit.planned_start))
    last = func.date(func.timezone(zone, visit.planned_end))
    skilled = exists().where(user_skills.c.user_id == User.id, user_skills.c.skill_id == visit.skill_id)
    free = select(User).where(
        User.role == Role.TECHNICIAN,
        User.status == UserStatus.ACTIVE,
        true() if visit.skill_id is None else skilled,
        ~exists().where(Leave.user_id == User.id, Leave.first_date <= last, Leave.last_date >= first),
        ~exists().where(
            Assignment.technician_id == User.id, Assignment.released_at.is_(None), Assignment.during.op("&&")(during)
        ),
    )
    return session.scalars(free.order_by(User.id)).all()
