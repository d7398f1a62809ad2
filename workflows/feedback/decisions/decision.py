"""What every decision about feedback shares."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.feedback.feedback import Feedback
from app.models.feedback.feedback_flow import FEEDBACK_FLOW, FeedbackMerged, OwnFeedback
from workflows.feedback.thread.mentions import settle_mentions
from workflows.transitions import require_conditions, require_role, transition

OWNING = frozenset({"review", "follow_up", "reject", "answer"})  # who does the first of these answers for the item


def decide(session: Session, feedback_id: int, step: str, *, actor: User, now: datetime, **columns: Any) -> Feedback:
    """Take one step on another person's item.

    Whoever decides has read what the sender added, and what colleagues named them for.
    """
    require_role(FEEDBACK_FLOW.transitions[step], actor)
    try:
        require_conditions(session, FEEDBACK_FLOW, step, feedback_id, actor=actor)
    except FeedbackMerged:
        raise _merged_into(session, feedback_id) from None
    columns = {"unread_at": None, **columns}
    if step in OWNING:
        columns.setdefault("owner_id", func.coalesce(Feedback.owner_id, actor.id))
    settle_mentions(session, feedback_id=feedback_id, actor=actor, now=now)
    return transition(session, FEEDBACK_FLOW, feedback_id, step, actor=actor, now=now, **columns)


def refuse_own(feedback: Feedback, actor: User) -> None:
    if feedback.author_id == actor.id:
        raise OwnFeedback


def _merged_into(session: Session, feedback_id: int) -> FeedbackMerged:
    kept = aliased(Feedback)
    into = select(kept.number).join(Feedback, Feedback.merged_into_id == kept.id).where(Feedback.id == feedback_id)
    number = session.scalar(into)
    return FeedbackMerged(N_("Masukan ini sudah digabungkan ke %(number)s. Tangani di sana.", number=number))
