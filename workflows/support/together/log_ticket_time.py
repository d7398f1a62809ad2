"""Write down how long one worked on a ticket."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.collaboration import SupportTimeEntry
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.transitions import transition


def log_ticket_time(
    session: Session, *, ticket_id: int, actor: User, minutes: int, now: datetime, about: str = ""
) -> SupportTimeEntry:
    details = {"minutes": minutes}
    transition(session, SUPPORT_FLOW, ticket_id, "log_time", actor=actor, now=now, details=details)
    entry = SupportTimeEntry(
        ticket_id=ticket_id, user_id=actor.id, minutes=minutes, about=(about or "").strip(), created_at=now
    )
    session.add(entry)
    session.flush()
    return entry
