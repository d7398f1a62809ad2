"""EXP for a useful voice: given once, and only once among items of one sender that became one."""

from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from app.models.accounts.user import User
from app.models.feedback.exp import CORRECTION, ExpEntry
from app.models.feedback.feedback import Feedback
from workflows.exp import award, reverse_award

RULE = "feedback.followed_up"
SOURCE = "feedback"
# in the words of the index that holds awards to one per source
_AWARD = (
    ExpEntry.source_kind == SOURCE,
    ExpEntry.rule == RULE,
    ExpEntry.reverses_id.is_(None),
    ExpEntry.rule != CORRECTION,
)


def reward_sender(session: Session, feedback: Feedback, *, points: int, actor: User, now: datetime) -> int:
    """The points that were really given: 0 when it was given before, or when a merged twin holds the award."""
    if feedback.author_id is None or points <= 0 or _twin_is_rewarded(session, feedback):
        return 0
    entry = award(
        session,
        user_id=feedback.author_id,
        points=points,
        rule=RULE,
        source=(SOURCE, feedback.id),
        reason=f"{feedback.number} {feedback.subject}",
        actor=actor,
        now=now,
    )
    return entry.points if entry else 0


def take_back(session: Session, feedback: Feedback, *, reason: str, actor: User, now: datetime) -> int:
    """The points that were taken back, 0 when none stood."""
    entry = reverse_award(
        session,
        source=(SOURCE, feedback.id),
        rule=RULE,
        reason=f"{feedback.number} {reason}",
        actor=actor,
        now=now,
    )
    return -entry.points if entry else 0


def is_rewarded(session: Session, feedback_id: int) -> bool:
    """An award that stands: given, and not taken back."""
    return session.scalar(select(_standing().where(ExpEntry.source_id == feedback_id).exists())) or False


def points_of(session: Session, feedback_id: int) -> int:
    """What its sender holds for it now."""
    counter = aliased(ExpEntry)
    rows = (
        select(func.coalesce(func.sum(ExpEntry.points + func.coalesce(counter.points, 0)), 0))
        .outerjoin(counter, counter.reverses_id == ExpEntry.id)
        .where(ExpEntry.source_id == feedback_id, *_AWARD)
    )
    return session.execute(rows).scalar_one()


def _standing() -> Any:
    counter = aliased(ExpEntry)
    return select(ExpEntry.id).where(
        *_AWARD,
        ~exists().where(counter.reverses_id == ExpEntry.id),
    )


def _twin_is_rewarded(session: Session, feedback: Feedback) -> bool:
    twins = select(Feedback.id).where(Feedback.merged_into_id == feedback.id, Feedback.author_id == feedback.author_id)
    return session.scalar(select(_standing().where(ExpEntry.source_id.in_(twins)).exists())) or False
