"""Decide that a feedback is not followed up."""

from datetime import datetime

from sqlalchemy import func
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.feedback import Feedback
from workflows.feedback.decisions.decision import decide
from workflows.feedback.events import FeedbackRejected
from workflows.outbox_events import emit


def reject_feedback(session: Session, *, feedback_id: int, actor: User, reason: str, now: datetime) -> Feedback:
    """The sender reads the reason; the item counts as handled."""
    feedback = decide(
        session,
        feedback_id,
        "reject",
        actor=actor,
        now=now,
        reject_reason=reason,
        decided_at=now,
        decided_by_id=actor.id,
        reviewed_at=func.coalesce(Feedback.reviewed_at, now),
        handled_at=func.coalesce(Feedback.handled_at, now),
        handled_by_id=func.coalesce(Feedback.handled_by_id, actor.id),
    )
    emit(session, FeedbackRejected(feedback_id=feedback.id), now=now)
    return feedback
