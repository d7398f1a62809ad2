"""Give a ticket to somebody of the team."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User, UserStatus
from app.models.support.ticket import SupportTicket, TicketKind
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.support.ticket_steps import SECURITY_READERS, SUPPORT_TEAM
from workflows.outbox_events import emit
from workflows.support.events import TicketAssigned
from workflows.transitions import transition


def assign_ticket(session: Session, *, ticket_id: int, actor: User, assignee_id: int, now: datetime) -> SupportTicket:
    """One that nobody works on yet."""
    return _give(session, "assign", ticket_id, actor, assignee_id, now)


def hand_over_ticket(
    session: Session, *, ticket_id: int, actor: User, assignee_id: int, now: datetime
) -> SupportTicket:
    """One that is being worked on."""
    return _give(session, "hand_over", ticket_id, actor, assignee_id, now)


def can_be_given(kind: TicketKind) -> ColumnElement[bool]:
    """Active people of the team; for a security ticket those who may see it."""
    roles = SECURITY_READERS if kind == TicketKind.SECURITY else SUPPORT_TEAM
    return and_(User.role.in_(roles), User.status == UserStatus.ACTIVE, ~User.is_service)


def list_possible_assignees(session: Session, *, kind: TicketKind) -> list[tuple[int, str]]:
    """Id and name, by name."""
    people = select(User.id, User.name).where(can_be_given(kind)).order_by(User.name)
    return [(user_id, name) for user_id, name in session.execute(people)]


def _give(session: Session, step: str, ticket_id: int, actor: User, assignee_id: int, now: datetime) -> SupportTicket:
    ticket: SupportTicket = transition(
        session, SUPPORT_FLOW, ticket_id, step, actor=actor, now=now, assignee_id=assignee_id
    )
    fits = select(User.id).where(User.id == assignee_id, can_be_given(ticket.kind)).with_for_update(read=True)
    if session.scalar(fits) is None:
        raise Invalid(N_("Pilih petugas yang aktif dan boleh melihat tiket ini."), field="assignee_id")
    if assignee_id != actor.id:
        emit(session, TicketAssigned(ticket_id=ticket_id, user_id=assignee_id), now=now)
    return ticket
