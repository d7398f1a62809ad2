"""How long the customer has to confirm a resolution, in working days of the desk's calendar."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.support.settings.service_plan import SupportSettings
from app.models.support.ticket import SupportTicket
from app.policies.service_levels.working_time import WorkingTime, working_day_after
from workflows.support.clocks.calendars.working_calendars import get_desk_calendar


def time_to_confirm(session: Session, since: datetime) -> dict[str, Any]:
    """The close of the n-th working day, and the opening of the one half way; nothing where tickets stay open."""
    days = _confirm_days(session)
    return _times(*days, since) if days else {"close_at": None, "remind_at": None}


def move_times_to_confirm(session: Session) -> None:
    """Of tickets that wait for it, by the calendar as it is now; a reminder that was sent is not sent again.

    Waits for rows that somebody else has locked: no later run would find them.
    """
    days = _confirm_days(session)
    if days is None:
        return
    waiting = select(SupportTicket).where(SupportTicket.close_at.is_not(None), SupportTicket.ended_at.is_not(None))
    locked = waiting.order_by(SupportTicket.id).with_for_update().execution_options(populate_existing=True)
    for ticket in session.scalars(locked):
        times = _times(*days, cast("datetime", ticket.ended_at))
        ticket.close_at = times["close_at"] or ticket.close_at
        ticket.remind_at = times["remind_at"] if ticket.remind_at else None


def _confirm_days(session: Session) -> tuple[WorkingTime, int] | None:
    """The desk's calendar and the number of working days; None where tickets stay open."""
    settings, calendar = session.get(SupportSettings, 1), get_desk_calendar(session)
    if settings is None or calendar is None or not settings.closes_itself:
        return None
    return calendar, settings.confirm_days


def _times(calendar: WorkingTime, days: int, since: datetime) -> dict[str, datetime | None]:
    last = working_day_after(calendar, since, days)
    half = working_day_after(calendar, since, days // 2) if days > 1 else None
    return {"close_at": last[1] if last else None, "remind_at": half[0] if half else None}
