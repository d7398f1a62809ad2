"""Whoever is put on call, or asked to be, may be it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.policies.on_call import may_be_on_call


def require_person(session: Session, user_id: int) -> None:
    """Locks their row, so that a change of role or a deactivation comes before or after. Raises Invalid."""
    able = select(User.id).where(User.id == user_id, may_be_on_call()).with_for_update(read=True)
    if session.scalar(able) is None:
        raise Invalid(N_("Orang ini tidak bisa siaga."), field="person")
