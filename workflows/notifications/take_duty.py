"""Join the duty desk or leave it."""

from sqlalchemy.orm import Session

from app.core.errors import NotAllowed
from app.models.accounts.user import DESK, User


def take_duty(session: Session, *, actor: User, on_duty: bool) -> None:
    """From now on the actor is among those who are told first, or is not."""
    if actor.role not in DESK:
        raise NotAllowed
    session.get_one(User, actor.id).on_duty = on_duty
