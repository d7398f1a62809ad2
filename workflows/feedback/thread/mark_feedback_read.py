"""Say that what the sender added has been read and needs no answer."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.feedback import Feedback
from app.models.feedback.feedback_flow import FEEDBACK_FLOW
from workflows.feedback.thread.mentions import settle_mentions
from workflows.transitions import transition


def mark_feedback_read(session: Session, *, feedback_id: int, actor: User, now: datetime) -> Feedback:
    """The item leaves the queue of additions and the actor's own of mentions."""
    feedback = transition(session, FEEDBACK_FLOW, feedback_id, "mark_read", actor=actor, now=now, unread_at=None)
    settle_mentions(session, feedback_id=feedback_id, actor=actor, now=now)
    return feedback
