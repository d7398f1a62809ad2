"""The duty desk: who of CS is told what needs somebody, instead of everybody."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import Role, User, UserStatus


def list_duty_desk(session: Session) -> Sequence[User]:
    """CS on duty; all of CS while nobody is; a company without CS writes to its admins."""
    people = select(User).where(User.status == UserStatus.ACTIVE, ~User.is_service).order_by(User.id)
    for condition in ((User.role == Role.CS) & User.on_duty, User.role == Role.CS, User.role == Role.ADMIN):
        found = session.scalars(people.where(condition)).all()
        if found:
            return found
    return []
