"""Bring a deleted feedback back."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.feedback import Feedback
from workflows.feedback.decisions.decision import decide


def restore_feedback(session: Session, *, feedback_id: int, actor: User, now: datetime) -> Feedback:
    """It stands where it stood. The award that was taken back stays taken back: one item is rewarded once, ever.

    No message: the sender sees it in their list again. EXP is given back by a correction.
    """
    return decide(
        session,
        feedback_id,
        "restore",
        actor=actor,
        now=now,
        deleted_at=None,
        deleted_by_id=None,
        delete_reason=None,
    )
