"""Close a ticket again that a message of thanks had opened."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.audit.audit_log import AuditEntry
from app.models.support.resolutions import SupportResolution
from app.models.support.ticket import Ending, SupportTicket
from workflows.support.clocks import pause_or_stop_clocks
from workflows.support.ending.going_on import put_back_ticket
from workflows.support.measures.note_resolution import note_reopened

ENDINGS = {"confirm": Ending.CONFIRMED, "expire": Ending.UNCONFIRMED, "close": Ending.BY_DESK}


def only_thanks_closed(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """A closed ticket was opened by a message that asks for nothing: closed as it was, and nobody is told again."""
    ticket = put_back_ticket(
        session, "only_thanks_closed", ticket_id, actor, now, **_as_it_was(session, ticket_id, now)
    )
    pause_or_stop_clocks(session, ticket, now=now)
    note_reopened(session, ticket_id, now=None)
    return ticket


def _as_it_was(session: Session, ticket_id: int, now: datetime) -> dict[str, Any]:
    """How and when it was closed, from the audit log, and when it was resolved."""
    wanted = select(AuditEntry.action, AuditEntry.at).where(
        AuditEntry.thing == SupportTicket.__tablename__,
        AuditEntry.thing_id == ticket_id,
        AuditEntry.action.in_(ENDINGS),
    )
    closed = session.execute(wanted.order_by(AuditEntry.id.desc()).limit(1)).one_or_none()
    action, at = closed if closed is not None else ("close", now)
    resolved = select(func.max(SupportResolution.resolved_at)).where(SupportResolution.ticket_id == ticket_id)
    return {"ending": ENDINGS[action], "closed_at": at, "ended_at": session.scalar(resolved) or at}
