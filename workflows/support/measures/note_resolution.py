"""Write down what a resolution took, and whether it lasted."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.models.support.clocks import ClockKind, SupportClock
from app.models.support.messages import MessageKind, SupportMessage
from app.models.support.resolutions import SupportResolution
from app.models.support.ticket import SupportTicket


def note_resolution(session: Session, ticket: SupportTicket, *, now: datetime) -> None:
    """After its clocks have been stopped, and the answer that finished it is written."""
    clock = select(SupportClock.consumed_s).where(
        SupportClock.ticket_id == ticket.id, SupportClock.kind == ClockKind.RESOLUTION
    )
    answers = select(func.count()).where(
        SupportMessage.ticket_id == ticket.id, SupportMessage.kind == MessageKind.ANSWER
    )
    before = select(func.count()).where(SupportResolution.ticket_id == ticket.id)
    session.add(
        SupportResolution(
            ticket_id=ticket.id,
            agent_id=ticket.assignee_id,
            resolved_at=now,
            worked_s=session.scalar(clock.order_by(SupportClock.id.desc()).limit(1)),
            first_contact=session.scalar(answers) == 1 and not session.scalar(before),
            created_at=now,
        )
    )
    session.flush()


def note_reopened(session: Session, ticket_id: int, *, now: datetime | None) -> None:
    """The newest resolution did not last, from the first time it was opened again; None: it did after all."""
    newest = select(func.max(SupportResolution.id)).where(SupportResolution.ticket_id == ticket_id)
    changed = update(SupportResolution).where(SupportResolution.id == newest.scalar_subquery())
    since = now if now is None else func.coalesce(SupportResolution.reopened_at, now)
    session.execute(changed.values(reopened_at=since).execution_options(synchronize_session=False, noted=True))
