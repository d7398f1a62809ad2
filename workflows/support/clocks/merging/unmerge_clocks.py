"""Let the clocks of a ticket run on after its merge is undone."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.support.clocks import StopCause, SupportClock
from app.models.support.ticket import SupportTicket
from workflows.support.clocks.pause_or_stop_clocks import end_pause
from workflows.support.clocks.setting import pauses_of, set_running


def unmerge_clocks(session: Session, ticket: SupportTicket, *, now: datetime) -> None:
    """What the merge has stopped runs on as if nothing had happened; what rested then runs from now on."""
    end_pause(session, ticket.id, now=now)
    stopped = select(SupportClock).where(
        SupportClock.ticket_id == ticket.id, SupportClock.stop_cause == StopCause.MERGED
    )
    for clock in session.scalars(stopped):
        clock.stopped_at = clock.stop_cause = None
        set_running(session, clock, pauses_of(session, clock), now=now)
