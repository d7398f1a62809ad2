"""Finish a ticket again that a message of thanks had reopened."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from workflows.support.ending.finish_support_ticket import time_to_confirm
from workflows.support.ending.going_on import put_back_ticket
from workflows.support.measures.note_resolution import note_reopened


def only_thanks(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """A finished ticket was opened by a message that asks for nothing: finished again, as if it had not come."""
    ticket = put_back_ticket(
        session, "only_thanks", ticket_id, actor, now, ended_at=now, **time_to_confirm(session, now)
    )
    note_reopened(session, ticket_id, now=None)
    return ticket
