"""Open a support ticket, by hand or from a feedback."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import WIB
from app.core.errors import Invalid, NotAllowed
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support import SUPPORT_FLOW, SupportTicket
from workflows.numbering import next_number
from workflows.transitions import note

LONGEST_SUBJECT, LONGEST_DESCRIPTION = 150, 20_000


def open_support_ticket(
    session: Session,
    *,
    subject: str,
    description: str,
    actor: User,
    now: datetime,
    origin_feedback_id: int | None = None,
) -> SupportTicket:
    """Who may take tickets, and who forwards a feedback, may open one."""
    if origin_feedback_id is None and actor.role not in SUPPORT_FLOW.transitions["take"].by:
        raise NotAllowed
    subject, description = " ".join(subject.split()), description.strip()
    if not 0 < len(subject) <= LONGEST_SUBJECT:
        raise Invalid(N_("Isi subjek, paling panjang 150 huruf."), field="subject")
    if not 0 < len(description) <= LONGEST_DESCRIPTION:
        raise Invalid(N_("Jelaskan apa yang perlu dikerjakan."), field="description")
    year = now.astimezone(WIB).year
    ticket = SupportTicket(
        number=f"DKG-{year}-{next_number(session, 'DKG', year):06d}",
        subject=subject,
        description=description,
        origin_feedback_id=origin_feedback_id,
        created_by_id=actor.id,
        created_at=now,
    )
    session.add(ticket)
    session.flush()
    note(session, "support_tickets", ticket.id, "created", actor=actor, now=now, number=["", ticket.number])
    return ticket


def find_ticket_of_feedback(session: Session, *, feedback_id: int) -> SupportTicket | None:
    """The ticket a feedback was forwarded as."""
    return session.scalars(select(SupportTicket).where(SupportTicket.origin_feedback_id == feedback_id)).one_or_none()
