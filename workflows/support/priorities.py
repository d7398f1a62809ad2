"""The priority of a ticket: from the table, unless set by hand."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.support.settings.service_plan import PriorityRule
from app.models.support.ticket import Extent
from app.models.visits.visit import Priority
from app.policies.service_levels.ticket_priority import DEFAULT_TABLE


def priority_by_table(session: Session, impact: Extent, urgency: Priority) -> Priority:
    """The panel's table; a cell that is missing there is read from what the table begins with."""
    wanted = select(PriorityRule.priority).where(PriorityRule.impact == impact, PriorityRule.urgency == urgency)
    return session.scalar(wanted) or DEFAULT_TABLE[impact, urgency]
