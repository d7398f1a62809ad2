"""Who is asked when work waits for one person."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import Role, User, UserStatus


def owner_or_admins(session: Session, *people: User | None) -> Sequence[User]:
    """The first of them who is there and has not left; else the admins, who find somebody."""
    for person in people:
        if person is not None and person.status == UserStatus.ACTIVE:
            return [person]
    admins = select(User).where(User.role == Role.ADMIN, User.status == UserStatus.ACTIVE, ~User.is_service)
    return session.scalars(admins.order_by(User.id)).all()
