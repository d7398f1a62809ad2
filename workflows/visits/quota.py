"""Whether enough technicians are free for a visit's quota."""

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.customers.customer import Site
from workflows.visits.errors import QuotaNotMet
from workflows.visits.plan import VisitPlan
from workflows.visits.team import count_free_technicians

LONGEST_REASON = 300


def require_enough_technicians(session: Session, plan: VisitPlan) -> bool:
    """True when CS has overridden the rule; raises QuotaNotMet when too few are free and no reason is given."""
    site = session.get_one(Site, plan.site_id)
    free = count_free_technicians(
        session,
        planned_start=plan.planned_start,
        planned_end=plan.planned_end,
        time_zone=site.time_zone,
        skill_id=plan.skill_id,
        site=site,
    )
    if free >= plan.quota:
        return False
    if not plan.override_reason.strip():
        raise QuotaNotMet(free=free, quota=plan.quota)
    if len(plan.override_reason) > LONGEST_REASON:
        raise Invalid(N_("Alasan paling banyak 300 huruf."), field="override_reason")
    return True
