"""Who may take a place: asked by pool, invitation, waiting list, claim, its explanation, planning and rescheduling.

The conditions are SQL over three aliases: `v` (a visit, or a plan with the same columns), `s` (its site) and `t` (a
user); `:now` is the moment. Each obstacle is named by the result a claim has because of it, in the order in which they
are explained.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.elements import TextClause

from app.models.accounts.user import User
from app.models.customers.customer import Site
from app.models.visits.assignment import ClaimResult
from app.models.visits.visit import VisitTicket

VISIT, SITE, TECHNICIAN = aliased(VisitTicket, name="v"), aliased(Site, name="s"), aliased(User, name="t")

ACCOUNT = "t.role = 'TECHNICIAN' AND t.status = 'ACTIVE'"

# What is left of the plan: who worked elsewhere on the first day may take a place that came free on the second.
REMAINING = "tstzrange(LEAST(GREATEST(v.planned_start, :now), v.planned_end), v.planned_end)"

# The technician is compared by the expression of the exclusion constraint, because only its index leads to the few
# places of one person; by `technician_id` alone the planner reads the person's whole history or everybody's week.
_OVERLAP = f"""EXISTS (
    SELECT FROM assignments a
     WHERE int8range(a.technician_id, a.technician_id, '[]') = int8range(t.id, t.id, '[]')
       AND a.during && {REMAINING}
       AND a.released_at IS NULL
       AND a.visit_id IS DISTINCT FROM v.id)"""  # noqa: S608  made of constants

OBSTACLES = {
    ClaimResult.ALREADY_ON_IT: """EXISTS (
    SELECT FROM assignments a
     WHERE a.visit_id = v.id AND a.technician_id = t.id AND a.released_at IS NULL)""",
    ClaimResult.RELEASED: """EXISTS (
    SELECT FROM assignments a
     WHERE a.visit_id = v.id AND a.technician_id = t.id AND a.released_at IS NOT NULL)""",
    ClaimResult.SKILL_MISSING: """(v.skill_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM user_skills k WHERE k.user_id = t.id AND k.skill_id = v.skill_id))""",
    ClaimResult.ON_LEAVE: """EXISTS (
    SELECT FROM leaves l
     WHERE l.user_id = t.id
       AND l.first_date <= (v.planned_end AT TIME ZONE s.time_zone)::date
       AND l.last_date >= (v.planned_start AT TIME ZONE s.time_zone)::date)""",
    ClaimResult.OVERLAP: _OVERLAP,
}
# Team members of a visit that moves: they hold its places and keep them unless they cannot come at the new time.
ELSEWHERE = (ClaimResult.ON_LEAVE, ClaimResult.OVERLAP)

MAY_TAKE = " AND ".join([f"({ACCOUNT})", *(f"NOT {obstacle}" for obstacle in OBSTACLES.values())])
_FIND_OBSTACLES = text(f"""
SELECT {", ".join(f'{obstacle} AS "{result}"' for result, obstacle in OBSTACLES.items())}
  FROM visit_tickets v JOIN sites s ON s.id = v.site_id JOIN users t ON t.id = :technician_id
 WHERE v.id = :visit_id
""")  # noqa: S608  made of constants


def find_obstacles(session: Session, *, visit_id: int, technician_id: int, now: datetime) -> list[ClaimResult]:
    """What keeps this technician from the visit, in the order in which it is explained."""
    facts = {"visit_id": visit_id, "technician_id": technician_id, "now": now}
    row = session.execute(_FIND_OBSTACLES, facts).mappings().one()
    return [result for result in OBSTACLES if row[result]]


def may_take(now: datetime) -> TextClause:
    """The technician `t` may take a place on the visit `v`, as far as it depends on the technician."""
    return text(MAY_TAKE).bindparams(now=now)


def may_be_assigned(now: datetime) -> TextClause:
    """CS may put `t` on `v` by name, also after a release."""
    others = (obstacle for result, obstacle in OBSTACLES.items() if result != ClaimResult.RELEASED)
    return text(" AND ".join(f"NOT {obstacle}" for obstacle in others)).bindparams(now=now)


def stands_in_the_way(now: datetime, results: Collection[ClaimResult]) -> TextClause:
    """One of these obstacles lies between `t` and `v`."""
    return text("(" + " OR ".join(OBSTACLES[result] for result in results) + ")").bindparams(now=now)
