"""Who is on a visit, and who could be."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select, text
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.visits.assignment import Assignment
from app.models.visits.visit import VisitTicket
from workflows.visits.eligibility import MAY_TAKE, SITE, TECHNICIAN, VISIT, may_take


def list_team(session: Session, *, visit_id: int) -> Sequence[User]:
    """The technicians who hold a place now, in the order they took it."""
    on_it = select(User).join(Assignment, Assignment.technician_id == User.id)
    held = on_it.where(Assignment.visit_id == visit_id, Assignment.released_at.is_(None))
    return session.scalars(held.order_by(Assignment.id)).all()


def list_eligible_technicians(session: Session, *, visit: VisitTicket, now: datetime) -> Sequence[User]:
    """Everyone who may take a place on this visit, whether or not one is free."""
    return session.scalars(eligible_for(visit.id, now).order_by(TECHNICIAN.id)).all()


def eligible_for(visit_id: int, now: datetime) -> Select[tuple[User]]:
    """The users `t` who may take a place on the visit `v`."""
    visit = select(TECHNICIAN).join(VISIT, VISIT.id == visit_id).join(SITE, SITE.id == VISIT.site_id)
    return visit.where(may_take(now))


_COUNT_FREE = text(f"""
SELECT count(*)
  FROM users t,
       (SELECT CAST(NULL AS bigint) AS id, CAST(:start AS timestamptz) AS planned_start,
               CAST(:end AS timestamptz) AS planned_end, CAST(:skill_id AS bigint) AS skill_id) v,
       (SELECT CAST(:zone AS text) AS time_zone) s
 WHERE {MAY_TAKE}
""")  # noqa: S608  made of constants


def count_free_technicians(
    session: Session, *, planned_start: datetime, planned_end: datetime, time_zone: str, skill_id: int | None = None
) -> int:
    """How many could take a visit at that time: what CS sees while planning, and what saving is held against."""
    plan = {"start": planned_start, "end": planned_end, "zone": time_zone, "skill_id": skill_id, "now": planned_start}
    return session.execute(_COUNT_FREE, plan).scalar_one()
