"""Open a ticket for a customer's problem."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed
from app.models.accounts.user import DESK, User
from app.models.customers.customer import Customer
from app.models.visits.visit import VisitStatus, VisitTicket
from workflows.numbering import next_number_of_year
from workflows.visits.plan import VisitPlan, require_sound
from workflows.visits.quota import require_enough_technicians


def create_visit(session: Session, *, plan: VisitPlan, actor: User, now: datetime) -> VisitTicket:
    """A draft with the next number of the year; raises Invalid, QuotaNotMet."""
    if actor.role not in DESK:
        raise NotAllowed
    require_sound(session, plan, now=now)
    overridden = require_enough_technicians(session, plan)
    visit = VisitTicket(
        number=next_number_of_year(session, "TKT", now),
        customer_id=plan.customer_id,
        site_id=plan.site_id,
        problem=plan.problem.strip(),
        notes=plan.notes.strip(),
        priority=plan.priority,
        status=VisitStatus.DRAFT,
        planned_start=plan.planned_start,
        planned_end=plan.planned_end,
        skill_id=plan.skill_id,
        race_opens_at=plan.race_opens_at,
        quota=plan.quota,
        places_offered=plan.quota,
        quota_override_reason=plan.override_reason.strip() if overridden else None,
        quota_override_by_id=actor.id if overridden else None,
        created_by_id=actor.id,
        rework_of_id=plan.rework_of_id,
    )
    session.add(visit)
    session.flush()
    session.execute(
        update(Customer)
        .where(Customer.id == plan.customer_id, Customer.complaint_at.is_not(None))
        .values(complaint_at=None)
    )
    return visit
