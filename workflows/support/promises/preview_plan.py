"""What a plan would promise."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.support.settings.service_plan import ServicePlan
from app.models.visits.visit import Priority
from app.policies.service_levels.working_time import due_after
from workflows.support.clocks import working_time_of


def preview_plan(session: Session, plan: ServicePlan, *, at: datetime) -> dict[Priority, tuple[datetime | None, ...]]:
    """What a ticket of each priority that comes in at this moment would be promised: first reply and resolution."""
    found: dict[Priority, tuple[datetime | None, ...]] = {}
    for target in plan.targets:
        calendar = working_time_of(session, target.calendar_id)
        seconds = (target.first_reply_s, target.resolution_s)
        found[target.priority] = tuple(due_after(calendar, at, one) if one else None for one in seconds)
    return found
