"""Answer for a feedback: its sender's additions are reported to whoever took it."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.feedback import Feedback
from workflows.feedback.decisions.decision import decide


def take_feedback(session: Session, *, feedback_id: int, actor: User, now: datetime) -> Feedback:
    """From nobody, or from a colleague. What is unread stays so: to take is not to read."""
    return decide(session, feedback_id, "take", actor=actor, now=now, owner_id=actor.id, unread_at=Feedback.unread_at)
