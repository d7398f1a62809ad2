"""Put back a pause that a message of thanks ended."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.support.clocks import ClockKind, SupportPause
from app.models.support.ticket import SupportTicket
from workflows.support.clocks.setting import used_up
from workflows.support.clocks.ticket_clocks import list_running


def put_back_pause(session: Session, ticket: SupportTicket, *, now: datetime) -> None:
    """The message was only thanks: the pause is opened again and the next-reply clock removed."""
    for clock in list_running(session, ticket.id, ClockKind.NEXT_REPLY):
        session.delete(clock)
    last = select(SupportPause).where(SupportPause.ticket_id == ticket.id).order_by(SupportPause.id.desc()).limit(1)
    pause = session.scalars(last).one_or_none()
    if pause is None:
        return
    pause.until_at = None
    session.flush()
    for clock in list_running(session, ticket.id, ClockKind.RESOLUTION):
        clock.paused_at, clock.due_at, clock.warn_at = pause.from_at, None, None
        clock.consumed_s = used_up(session, clock, now)
