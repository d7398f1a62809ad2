"""Stop the clocks of a merged ticket."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.support.clocks import StopCause
from app.models.support.ticket import SupportTicket
from workflows.support.clocks.customer_wrote import customer_wrote
from workflows.support.clocks.ticket_clocks import list_running, stop_clock


def merge_clocks(session: Session, source: SupportTicket, target: SupportTicket, *, now: datetime) -> None:
    """The source's clocks stop and count in no average; the target answers for its oldest unanswered message."""
    for clock in list_running(session, source.id):
        stop_clock(session, clock, StopCause.MERGED, now)
    if source.unread_at is not None:
        customer_wrote(session, target, at=source.unread_at)
