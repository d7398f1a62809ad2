"""Take a merge back."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.feedback import Feedback
from app.models.feedback.feedback_flow import FEEDBACK_FLOW
from workflows.transitions import transition


def unmerge_feedback(session: Session, *, feedback_id: int, actor: User, now: datetime) -> Feedback:
    """It stands where it stood before; what had been merged into it earlier stays with the other item.

    EXP taken back at the merge stays so. Nobody is told: the sender sees it by itself again.
    """
    return transition(
        session, FEEDBACK_FLOW, feedback_id, "unmerge", actor=actor, now=now, merged_into_id=None, merged_at=None
    )
