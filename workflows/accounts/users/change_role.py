"""Give a person another role."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import Role, User
from app.models.accounts.user_flow import USER_FLOW
from workflows.accounts.users.deactivate_user import refuse_placed
from workflows.authentication.sessions import Change, close_every_way_in, notify_of_change
from workflows.transitions import transition


def change_role(session: Session, *, user_id: int, actor: User, now: datetime, role: str) -> User:
    """Closes every way in; a technician who holds places keeps the role until they are given back."""
    if role not in set(Role):
        raise Invalid(N_("Peran tidak dikenal."), field="role")
    user: User = transition(session, USER_FLOW, user_id, "change_role", actor=actor, now=now, role=role)
    close_every_way_in(session, user=user, actor=actor, now=now)
    notify_of_change(session, user, Change.ROLE, now=now, detail=role)
    if role != Role.TECHNICIAN:
        refuse_placed(session, user)
    return user
