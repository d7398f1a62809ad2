"""Set running clocks to a new target."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.support.ticket import SupportTicket
from workflows.support.clocks.calendars.working_calendars import find_target
from workflows.support.clocks.setting import pauses_of, set_running
from workflows.support.clocks.ticket_clocks import TARGET, list_running


def retarget(session: Session, ticket: SupportTicket, *, now: datetime) -> None:
    """Same start, same pauses, new target; a due time that this puts into the past is breached now."""
    target = find_target(session, ticket)
    if target is None:
        return
    for clock in list_running(session, ticket.id):
        seconds = TARGET[clock.kind](target)
        if seconds is None:
            continue
        clock.target_s, clock.calendar_id = seconds, target.calendar_id
        clock.calendar_version = target.calendar.version
        set_running(session, clock, pauses_of(session, clock), now=now, retargeted=True)
