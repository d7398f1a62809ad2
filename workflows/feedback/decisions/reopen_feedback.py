"""Take a decision about a feedback back."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.feedback import EntryKind, Feedback
from workflows.feedback.decisions.decision import decide
from workflows.feedback.events import FeedbackInReview
from workflows.feedback.thread.write_entry import write_entry
from workflows.outbox_events import emit


def reopen_feedback(session: Session, *, feedback_id: int, actor: User, reason: str, now: datetime) -> Feedback:
    """It is under review again and the sender is told so; why is an internal note.

    An award stays: one item is rewarded once, whatever is decided later.
    """
    feedback = decide(
        session,
        feedback_id,
        "reopen",
        actor=actor,
        now=now,
        decided_at=None,
        decided_by_id=None,
        reject_reason=None,
        handled_at=None,
        handled_by_id=None,
    )
    write_entry(
        session, feedback_id=feedback.id, kind=EntryKind.NOTE, text=reason, actor=actor, now=now, field="reason"
    )
    emit(session, FeedbackInReview(feedback_id=feedback.id), now=now)
    return feedback
