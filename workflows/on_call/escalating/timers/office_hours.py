"""When the minutes of a policy run: at all hours, or within working hours only."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.models.on_call.escalation import EscalationPolicy
from app.policies.service_levels.working_time import due_after
from workflows.support import get_desk_calendar, get_standard_calendar


def policy_due(session: Session, policy: EscalationPolicy, since: datetime, minutes: int) -> datetime:
    """The moment at which so many minutes of the policy have run; with 0, the next one at which it calls at all."""
    if not policy.working_hours:
        return since + timedelta(minutes=minutes)
    calendar = get_desk_calendar(session) or get_standard_calendar(session)
    return due_after(calendar, since, minutes * 60) or since + timedelta(minutes=minutes)
