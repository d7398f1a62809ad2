"""Write an answer that leaves at a chosen moment."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support.scheduled import ScheduledAnswer
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.composing import forget_draft
from workflows.support.answering.answers import require_read
from workflows.transitions import transition

LONGEST = timedelta(days=90)
YES = "YES"


def schedule_answer(
    session: Session,
    *,
    ticket_id: int,
    actor: User,
    text: str,
    at: datetime,
    now: datetime,
    wait: str | None = None,
    seen: int | None = None,
) -> ScheduledAnswer:
    """It is cancelled when the customer writes first, and when the ticket ends."""
    if not now < at <= now + LONGEST:
        raise Invalid(N_("Pilih waktu yang akan datang, paling lama 90 hari."), field="at")
    if not text.strip():
        raise Invalid(N_("Tulis dulu pesannya."), field="text")
    ticket: SupportTicket = transition(
        session, SUPPORT_FLOW, ticket_id, "schedule_answer", actor=actor, now=now, details={"at": at.isoformat()}
    )
    require_read(session, ticket, seen, actor)
    answer = ScheduledAnswer(
        ticket_id=ticket_id, author_id=actor.id, text=text.strip(), due_at=at, waits=wait == YES, created_at=now
    )
    session.add(answer)
    session.flush()
    forget_draft(session, thing="support_tickets", thing_id=ticket_id, user_id=actor.id, kind="ANSWER", sent=text)
    return answer
