"""Reward somebody for one thing, once, ever."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.models.accounts.user import User
from app.models.feedback.exp import CORRECTION, ExpEntry
from workflows.exp.entry import day_of, lock_account, write_entry
from workflows.exp.rules import rules_of


def award(
    session: Session,
    *,
    user_id: int,
    points: int,
    rule: str,
    source: tuple[str, int],
    reason: str,
    actor: User | None,
    now: datetime,
    unless: ColumnElement[bool] | None = None,
) -> ExpEntry | None:
    """Give points for a source like `("feedback", 17)`; what exceeds the day's limit is cut off.

    None, and nothing is written: it was given before (even if taken back since), the day's limit leaves nothing,
    the actor would reward themselves, or the person holds an award that `unless` describes (asked under the lock of
    their account, and not counting what was taken back).
    """
    if points <= 0 or (actor is not None and actor.id == user_id):
        return None
    lock_account(session, user_id)
    if unless is not None and _holds(session, user_id, unless):
        return None
    given = min(points, _left_today(session, user_id, day_of(session, now)))
    if given <= 0:
        return None
    capped_from = points if given < points else None
    return write_entry(
        session,
        source=source,
        reason=reason,
        actor=actor,
        now=now,
        user_id=user_id,
        points=given,
        rule=rule,
        capped_from=capped_from,
    )


def _holds(session: Session, user_id: int, which: ColumnElement[bool]) -> bool:
    counter = aliased(ExpEntry)
    award_that_stands = (
        which,
        ExpEntry.user_id == user_id,
        ExpEntry.reverses_id.is_(None),
        ExpEntry.rule != CORRECTION,
        ~exists().where(counter.reverses_id == ExpEntry.id),
    )
    return bool(session.scalar(select(exists().where(*award_that_stands))))


def _left_today(session: Session, user_id: int, day: date) -> int:
    """Awards taken back since count, too: an award and its reversal must not free the daily limit."""
    given = select(func.coalesce(func.sum(ExpEntry.points), 0)).where(
        ExpEntry.user_id == user_id,
        ExpEntry.day == day,
        ExpEntry.reverses_id.is_(None),
        ExpEntry.rule != CORRECTION,
    )
    return rules_of(session).daily_limit - session.execute(given).scalar_one()
