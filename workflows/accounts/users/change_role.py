"""Give a person another role."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import USER_FLOW, Role, User
from workflows.accounts.users.deactivate import refuse_placed
from workflows.accounts.users.rules import refuse_oneself
from workflows.authentication.sessions import end_sessions
from workflows.transitions import transition


def change_role(session: Session, *, user_id: int, actor: User, now: datetime, role: str) -> User:
    """Ends the person's sessions; a technician who holds places keeps the role until they are given back."""
    refuse_oneself(user_id, actor)
    if role not in set(Role):
        raise Invalid(N_("Peran tidak dikenal."), field="role")
    user = transition(session, USER_FLOW, user_id, "change_role", actor=actor, now=now, role=role)
    end_sessions(session, user_id=user_id, now=now)
    if role != Role.TECHNICIAN:
        refuse_placed(session, user)
    return user
