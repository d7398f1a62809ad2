"""Who follows a ticket."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.collaboration import SupportFollower
from app.models.support.ticket import SupportTicket
from workflows.support.assigning.list_possible_assignees import can_be_given


def add_follower(session: Session, *, ticket_id: int, user_id: int) -> None:
    row = insert(SupportFollower).values(ticket_id=ticket_id, user_id=user_id)
    session.execute(row.on_conflict_do_nothing())


def list_followers(session: Session, ticket: SupportTicket) -> list[User]:
    """Those who may still see it, by name."""
    following = (
        select(User)
        .join(SupportFollower, SupportFollower.user_id == User.id)
        .where(SupportFollower.ticket_id == ticket.id, can_be_given(ticket.kind))
    )
    return list(session.scalars(following.order_by(User.name)))
