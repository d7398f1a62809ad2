"""Who is on a visit, and who could be."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select, text
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.customers.customer import Site
from app.models.visits.assignment import Assignment
from app.models.visits.visit import VisitTicket
from workflows.visits.areas import is_in_area
from workflows.visits.claims.eligibility import ACCOUNT, MAY_TAKE, SITE, TECHNICIAN, VISIT, may_be_assigned, may_take


def list_team(session: Session, *, visit_id: int) -> Sequence[User]:
    """The technicians who hold a place now, in the order they took it."""
    on_it = select(User).join(Assignment, Assignment.technician_id == User.id)
    held = on_it.where(Assignment.visit_id == visit_id, Assignment.released_at.is_(None))
    return session.scalars(held.order_by(Assignment.id)).all()


def list_eligible_technicians(session: Session, *, visit: VisitTicket, now: datetime) -> Sequence[User]:
    """Everyone who may take a place on this visit, whether or not one is free."""
    return session.scalars(eligible_for(visit.id, now).order_by(TECHNICIAN.id)).all()


def list_invitable_technicians(session: Session, *, visit: VisitTicket, now: datetime) -> Sequence[User]:
    """The same, those of the site's area first, then whoever took no place for longest."""
    last_claim = (
        select(Assignment.claimed_at)
        .where(Assignment.technician_id == TECHNICIAN.id)
        .order_by(Assignment.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    found = session.execute(eligible_for(visit.id, now).add_columns(last_claim)).all()
    ordered = sorted(found, key=lambda row: _distance_and_turn(row[0], row[1], visit))
    return [user for user, _last in ordered]


def _distance_and_turn(user: User, last_claim: datetime | None, visit: VisitTicket) -> tuple[bool, float, int]:
    return not is_in_area(user.home_area, visit.site), last_claim.timestamp() if last_claim else 0.0, user.id


def eligible_for(visit_id: int, now: datetime) -> Select[User]:
    """The users `t` who may take a place on the visit `v`."""
    visit = select(TECHNICIAN).join(VISIT, VISIT.id == visit_id).join(SITE, SITE.id == VISIT.site_id)
    return visit.where(may_take(now))


def list_assignable_technicians(session: Session, *, visit: VisitTicket, now: datetime) -> Sequence[User]:
    """Whom CS may put on the visit by name, those of the area first; whoever was released may be brought back."""
    wanted = select(TECHNICIAN).join(VISIT, VISIT.id == visit.id).join(SITE, SITE.id == VISIT.site_id)
    found = session.scalars(wanted.where(text(ACCOUNT), may_be_assigned(now))).all()
    return sorted(found, key=lambda user: (not is_in_area(user.home_area, visit.site), user.name))


_LIST_FREE = text(f"""
SELECT t.home_area
  FROM users t,
       (SELECT CAST(NULL AS bigint) AS id, CAST(:start AS timestamptz) AS planned_start,
               CAST(:end AS timestamptz) AS planned_end, CAST(:skill_id AS bigint) AS skill_id) v,
       (SELECT CAST(:zone AS text) AS time_zone) s
 WHERE {MAY_TAKE}
""")  # noqa: S608  made of constants


def count_free_technicians(
    session: Session,
    *,
    planned_start: datetime,
    planned_end: datetime,
    time_zone: str,
    skill_id: int | None = None,
    site: Site | None = None,
) -> int:
    """How many could take a visit at that time, of the site's area where one is given.

    What CS sees while planning, and what saving is held against.
    """
    plan = {"start": planned_start, "end": planned_end, "zone": time_zone, "skill_id": skill_id, "now": planned_start}
    areas = session.execute(_LIST_FREE, plan).scalars()
    return sum(site is None or is_in_area(area, site) for area in areas)
