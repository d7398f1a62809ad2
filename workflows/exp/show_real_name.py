"""A person's choice to stand on the leaderboard by their real name."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.feedback.exp import ExpBalance
from workflows.exp.entry import lock_account


def show_real_name(session: Session, *, user_id: int, named: bool) -> None:
    """Somebody's own choice to stand there by their real name."""
    lock_account(session, user_id)
    session.execute(update(ExpBalance).where(ExpBalance.user_id == user_id).values(named=named))
