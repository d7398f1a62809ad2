"""Who may be on call."""

from sqlalchemy import ColumnElement, and_

from app.models.accounts.user import User, UserStatus
from app.models.on_call.schedule import ON_CALL


def may_be_on_call() -> ColumnElement[bool]:
    """Of `users`: active, and of a role that is called."""
    return and_(User.status == UserStatus.ACTIVE, User.role.in_(ON_CALL))
