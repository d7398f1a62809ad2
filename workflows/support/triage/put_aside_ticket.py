"""Put a ticket aside until a moment or until the customer writes."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.transitions import transition

STAY = "STAY"
LONGEST = timedelta(days=180)


def put_aside_ticket(
    session: Session, *, ticket_id: int, actor: User, until: datetime, now: datetime, on_reply: str | None = None
) -> SupportTicket:
    """The clocks run on: the desk waits, not the customer. `STAY`: also when the customer writes."""
    if not now < until <= now + LONGEST:
        raise Invalid(N_("Pilih waktu yang akan datang, paling lama 180 hari."), field="until")
    columns: dict[str, Any] = {"wakes_at": until, "slept_until": None, "stays_asleep": on_reply == STAY}
    return transition(session, SUPPORT_FLOW, ticket_id, "put_aside", actor=actor, now=now, **columns)
