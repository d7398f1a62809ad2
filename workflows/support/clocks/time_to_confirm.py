"""How long the customer has to confirm a resolution, in working days of the desk's calendar."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.support.service_plan import SupportSettings
from app.models.support.ticket import SupportTicket
from app.policies.service_levels.working_time import working_day_after
from workflows.support.clocks.working_calendars import get_desk_calendar


def time_to_confirm(session: Session, since: datetime) -> dict[str, Any]:
    """The close of the n-th working day, and the opening of the one half way; nothing where tickets stay open."""
    settings, calendar = session.get(SupportSettings, 1), get_desk_calendar(session)
    if settings is None or calendar is None or not settings.closes_itself:
        return {"close_at": None, "remind_at": None}
    last = working_day_after(calendar, since, settings.confirm_days)
    half = working_day_after(calendar, since, settings.confirm_days // 2) if settings.confirm_days > 1 else None
    return {"close_at": last[1] if last else None, "remind_at": half[0] if half else None}


def move_times_to_confirm(session: Session) -> None:
    """Of tickets that wait for it, by the calendar as it is now; a reminder that was sent is not sent again."""
    waiting = select(SupportTicket).where(SupportTicket.close_at.is_not(None), SupportTicket.ended_at.is_not(None))
    for ticket in session.scalars(waiting.order_by(SupportTicket.id).with_for_update(skip_locked=True)):
        times = time_to_confirm(session, ticket.ended_at) if ticket.ended_at else {}
        ticket.close_at = times.get("close_at") or ticket.close_at
        ticket.remind_at = times.get("remind_at") if ticket.remind_at else None
