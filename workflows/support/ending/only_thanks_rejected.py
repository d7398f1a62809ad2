"""Reject a ticket again that a message of thanks had opened."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.audit.audit_log import AuditEntry
from app.models.support.ticket import SupportTicket
from workflows.support.clocks import pause_or_stop_clocks
from workflows.support.ending.going_on import put_back_ticket


def only_thanks_rejected(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """A rejected ticket was opened by a message that asks for nothing: rejected as it was, and nobody is told again."""
    rejected = select(func.max(AuditEntry.at)).where(
        AuditEntry.thing == SupportTicket.__tablename__,
        AuditEntry.thing_id == ticket_id,
        AuditEntry.action == "reject",
    )
    ended_at = session.scalar(rejected) or now
    ticket = put_back_ticket(session, "only_thanks_rejected", ticket_id, actor, now, ended_at=ended_at)
    pause_or_stop_clocks(session, ticket, now=now)
    return ticket
