"""A person's choice to stay off the leaderboard."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.feedback.exp import ExpBalance
from workflows.exp.entry import lock_account


def hide_from_leaderboard(session: Session, *, user_id: int, hidden: bool) -> None:
    """The person's own choice."""
    lock_account(session, user_id)
    session.execute(update(ExpBalance).where(ExpBalance.user_id == user_id).values(hidden=hidden))
