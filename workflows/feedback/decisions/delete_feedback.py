"""Take an irrelevant or unlawful feedback out of sight."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.feedback import Feedback
from workflows.feedback.decisions.decision import decide
from workflows.feedback.decisions.reward import take_back
from workflows.feedback.events import FeedbackDeleted
from workflows.outbox_events import emit


def delete_feedback(session: Session, *, feedback_id: int, actor: User, reason: str, now: datetime) -> Feedback:
    """Softly: it can be restored. An award is taken back by a counter-entry, and the sender is told why."""
    feedback = decide(
        session,
        feedback_id,
        "delete",
        actor=actor,
        now=now,
        deleted_at=now,
        deleted_by_id=actor.id,
        delete_reason=reason,
    )
    points = take_back(session, feedback, reason=reason, actor=actor, now=now)
    emit(session, FeedbackDeleted(feedback_id=feedback.id, reason=reason, exp=points), now=now)
    return feedback
