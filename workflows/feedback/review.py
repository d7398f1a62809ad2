"""Begin to look into a feedback."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.feedback import Feedback
from app.models.user import User
from workflows.feedback.deciding import decide
from workflows.feedback.messages import FeedbackInReview
from workflows.promises import promise


def review_feedback(session: Session, *, feedback_id: int, actor: User, now: datetime) -> Feedback:
    """The sender hears that somebody is reading it."""
    feedback = decide(session, feedback_id, "review", actor=actor, now=now, reviewed_at=now)
    promise(session, FeedbackInReview(feedback_id=feedback.id), now=now)
    return feedback
