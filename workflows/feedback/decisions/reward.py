"""EXP for useful feedback: once, however many items and bug reports came of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
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
    """The points that were really given: 0 when the sender was rewarded for the same feedback before.

    For this item, for one of theirs that was merged into it, or for a bug that any of these was forwarded as.
    """
    if feedback.author_id is None:
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
        unless=_same_voice(feedback.id),
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


def _same_voice(feedback_id: int) -> ColumnElement[bool]:
    items = select(Feedback.id).where((Feedback.id == feedback_id) | (Feedback.merged_into_id == feedback_id))
    bugs = select(BugReport.id).where(BugReport.origin_feedback_id.in_(items))
    of_items = (ExpEntry.source_kind == SOURCE) & ExpEntry.source_id.in_(items)
    return of_items | ((ExpEntry.source_kind == "bug") & ExpEntry.source_id.in_(bugs))
