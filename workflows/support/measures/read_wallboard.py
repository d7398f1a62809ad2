"""What a screen on the wall shows: whether time limits are kept now, and where not. Names and subjects stay out."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.models.support.clocks import SupportClock
from app.models.support.ticket import SupportTicket, TicketKind
from app.models.support.ticket_steps import OPEN


@dataclass(frozen=True, slots=True)
class Wallboard:
    late: int
    nearly_late: int
    unowned: int
    unanswered: int
    open: int
    oldest_s: float | None  # of those that wait for the desk's answer, since the customer wrote


def read_wallboard(session: Session, *, now: datetime) -> Wallboard:
    """Without security tickets: the wallboard needs no log-in."""
    base = (SupportTicket.status.in_(OPEN), SupportTicket.kind != TicketKind.SECURITY)
    waits = SupportTicket.unread_at.is_not(None)
    counts = select(
        func.count(),
        func.count().filter(SupportTicket.assignee_id.is_(None)),
        func.count().filter(waits),
        func.min(SupportTicket.unread_at),
    ).where(*base)
    all_open, unowned, unanswered, oldest = session.execute(counts).one()
    late = SupportClock.breached_at.is_not(None)
    near = SupportClock.breached_at.is_(None) & (SupportClock.warn_at <= now)
    return Wallboard(
        late=_tickets(session, late, *base),
        nearly_late=_tickets(session, near, *base),
        unowned=unowned,
        unanswered=unanswered,
        open=all_open,
        oldest_s=(now - oldest).total_seconds() if oldest else None,
    )


def _tickets(session: Session, clock: ColumnElement[bool], *base: ColumnElement[bool]) -> int:
    """With such a clock running."""
    running = select(SupportClock.ticket_id).where(SupportClock.stopped_at.is_(None), clock)
    return session.scalar(select(func.count()).where(*base, SupportTicket.id.in_(running))) or 0
