"""Bring a deleted feedback back."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.feedback import Feedback
from workflows.feedback.deciding import decide


def restore_feedback(session: Session, *, feedback_id: int, actor: User, now: datetime) -> Feedback:
    """It stands where it stood. The award that was taken back stays taken back: one item is rewarded once, ever.

    Nobody is told: the sender sees it in his list again. Who finds the loss unjust corrects the ledger by hand.
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
