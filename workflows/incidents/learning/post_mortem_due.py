"""When the post-mortem of an incident that has ended is due."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.policies.service_levels.working_time import working_day_after
from workflows.support import get_desk_calendar, get_standard_calendar

POST_MORTEM_DAYS = 5  # working days


def post_mortem_due(session: Session, now: datetime) -> date:
    """By the desk's calendar, whose accepted holidays do not count; the standard one where it never works."""
    standard = get_standard_calendar(session)
    calendars = get_desk_calendar(session) or standard, standard
    found = (working_day_after(one, now, POST_MORTEM_DAYS) for one in calendars)
    opens, _closes = next(filter(None, found))
    return opens.astimezone(ZoneInfo(standard.zone)).date()
