"""What giving a ticket to somebody does."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.outbox_events import emit
from workflows.support.assigning.list_possible_assignees import can_be_given
from workflows.support.events import TicketAssigned
from workflows.transitions import transition


def give_ticket(
    session: Session, step: str, ticket_id: int, actor: User, assignee_id: int, now: datetime
) -> SupportTicket:
    ticket: SupportTicket = transition(
        session, SUPPORT_FLOW, ticket_id, step, actor=actor, now=now, assignee_id=assignee_id
    )
    fits = select(User.id).where(User.id == assignee_id, can_be_given(ticket.kind)).with_for_update(read=True)
    if session.scalar(fits) is None:
        raise Invalid(N_("Pilih petugas yang aktif dan boleh melihat tiket ini."), field="assignee_id")
    if assignee_id != actor.id:
        emit(session, TicketAssigned(ticket_id=ticket_id, user_id=assignee_id), now=now)
    return ticket
