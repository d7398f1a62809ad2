"""Tell somebody of tickets that nobody has touched for too long."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.models.support.settings.service_plan import SupportSettings
from app.models.support.ticket import SupportStatus, SupportTicket
from app.models.support.ticket_steps import OPEN
from app.policies.service_levels.working_time import worked_between
from workflows.outbox_events import emit
from workflows.support.clocks.calendars.working_calendars import get_desk_calendar
from workflows.support.events import TicketForgotten
from workflows.transitions import note

AT_ONCE = 100
OURS = OPEN - {SupportStatus.WAITING}  # it is the desk's turn


def escalate_forgotten(session: Session, *, now: datetime) -> int:
    """Once for each time it lies untouched for the agreed working hours; how many there were."""
    settings, calendar = session.get(SupportSettings, 1), get_desk_calendar(session)
    if settings is None or calendar is None or not settings.forgotten_hours:
        return 0
    seconds = settings.forgotten_hours * 3600
    lying = (
        select(SupportTicket)
        .where(
            SupportTicket.status.in_(OURS),
            SupportTicket.wakes_at.is_(None),
            SupportTicket.updated_at <= now - timedelta(seconds=seconds),
            or_(SupportTicket.escalated_at.is_(None), SupportTicket.escalated_at < SupportTicket.updated_at),
        )
        .order_by(SupportTicket.updated_at)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    found = [
        ticket
        for ticket in session.scalars(lying.execution_options(populate_existing=True))
        if worked_between(calendar, ticket.updated_at, now) >= seconds
    ]
    for ticket in found:
        _escalate(session, ticket, now)
    return len(found)


def _escalate(session: Session, ticket: SupportTicket, now: datetime) -> None:
    """It counts as no touch: `updated_at` stays."""
    mark = update(SupportTicket).where(SupportTicket.id == ticket.id)
    mark = mark.values(escalated_at=now, updated_at=SupportTicket.updated_at)
    session.execute(mark.execution_options(noted=True, synchronize_session=False))
    note(session, "support_tickets", ticket.id, "forgotten", actor=None, now=now)
    emit(session, TicketForgotten(ticket_id=ticket.id), now=now)
