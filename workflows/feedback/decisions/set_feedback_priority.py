"""Say how urgent a suggestion or criticism is."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.feedback import Feedback
from app.models.visits.visit import Priority
from workflows.feedback.decisions.decision import decide


def set_feedback_priority(session: Session, *, feedback_id: int, priority: str, actor: User, now: datetime) -> Feedback:
    """Its due time follows. What is unread stays so."""
    chosen = Priority(priority)
    return decide(
        session, feedback_id, "set_priority", actor=actor, now=now, priority=chosen, unread_at=Feedback.unread_at
    )
