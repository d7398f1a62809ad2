"""Begin to look into a feedback."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.feedback import Feedback
from workflows.feedback.decisions.decision import decide
from workflows.feedback.events import FeedbackInReview
from workflows.outbox_events import emit


def review_feedback(session: Session, *, feedback_id: int, actor: User, now: datetime) -> Feedback:
    """The sender is notified."""
    feedback = decide(session, feedback_id, "review", actor=actor, now=now, reviewed_at=now)
    emit(session, FeedbackInReview(feedback_id=feedback.id), now=now)
    return feedback
