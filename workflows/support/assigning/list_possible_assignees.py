"""To whom a ticket can be given."""

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from app.models.accounts.user import User, UserStatus
from app.models.support.ticket import TicketKind
from app.models.support.ticket_steps import SECURITY_READERS, SUPPORT_TEAM


def can_be_given(kind: TicketKind) -> ColumnElement[bool]:
    """Active people of the team; for a security ticket those who may see it."""
    roles = SECURITY_READERS if kind == TicketKind.SECURITY else SUPPORT_TEAM
    return and_(User.role.in_(roles), User.status == UserStatus.ACTIVE, ~User.is_service)


def list_possible_assignees(session: Session, *, kind: TicketKind) -> list[tuple[int, str]]:
    """Id and name, by name."""
    people = select(User.id, User.name).where(can_be_given(kind)).order_by(User.name)
    return [(user_id, name) for user_id, name in session.execute(people)]
