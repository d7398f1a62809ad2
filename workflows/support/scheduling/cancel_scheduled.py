"""Take back an answer that waits to leave."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.scheduled import ScheduleEnd
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.support.scheduling.end_schedule import end_schedule
from workflows.transitions import transition


def cancel_scheduled(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    ticket: SupportTicket = transition(session, SUPPORT_FLOW, ticket_id, "cancel_scheduled", actor=actor, now=now)
    end_schedule(session, ticket_id, ScheduleEnd.CANCELLED, now=now)
    return ticket
