"""Writing one line of the ledger, and the lock that keeps one person's lines in a row."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.exp import ExpBalance, ExpEntry
from app.policies.company_time import company_today

REASON_LENGTH = 300


def lock_account(session: Session, user_id: int) -> None:
    """Wait until nobody else writes to this person's account: two awards at once must share one day's limit."""
    session.execute(insert(ExpBalance).values(user_id=user_id, points=0, hidden=False).on_conflict_do_nothing())
    session.execute(select(ExpBalance.user_id).where(ExpBalance.user_id == user_id).with_for_update())


def day_of(session: Session, now: datetime) -> date:
    """The company's local day: the limit and the months of the leaderboard are counted by it."""
    return company_today(session, now)


def write_entry(
    session: Session, *, source: tuple[str, int], reason: str, actor: User | None, now: datetime, **columns: Any
) -> ExpEntry | None:
    """Insert the line, or None where the database already holds one that excludes it."""
    row = insert(ExpEntry).values(
        source_kind=source[0],
        source_id=source[1],
        reason=reason.strip()[:REASON_LENGTH],
        actor_id=actor.id if actor else None,
        at=now,
        day=day_of(session, now),
        **columns,
    )
    return session.scalars(row.on_conflict_do_nothing().returning(ExpEntry)).one_or_none()
