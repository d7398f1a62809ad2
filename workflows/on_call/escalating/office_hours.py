"""When the minutes of a policy run: at all hours, or within working hours only."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.models.on_call.escalation import EscalationPolicy
from app.policies.company_time import company_zone
from app.policies.service_levels.working_time import WorkingTime, due_after
from workflows.support import get_desk_calendar

STANDARD_WEEK = {day: [(8 * 60, 17 * 60)] for day in range(5)}  # Monday to Friday, until the desk has a calendar


def policy_due(session: Session, policy: EscalationPolicy, since: datetime, minutes: int) -> datetime:
    """The moment at which so many minutes of the policy have run; with 0, the next one at which it calls at all."""
    if not policy.working_hours:
        return since + timedelta(minutes=minutes)
    calendar = get_desk_calendar(session) or WorkingTime(company_zone(session), STANDARD_WEEK)
    return due_after(calendar, since, minutes * 60) or since + timedelta(minutes=minutes)
