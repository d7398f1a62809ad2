"""Take a merge back."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, NotFound
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.feedback.feedback import Feedback
from app.models.feedback.feedback_flow import FEEDBACK_FLOW
from workflows.feedback.deciding import OwnFeedback
from workflows.transitions import require_role, transition


class NotMerged(DomainError):
    code = "not_merged"
    sentence = N_("Masukan ini tidak digabungkan ke masukan lain.")


def unmerge_feedback(session: Session, *, feedback_id: int, actor: User, now: datetime) -> Feedback:
    """It stands where it stood before; what had been merged into it earlier stays with the other item.

    EXP taken back at the merge stays so. Nobody is told: the sender sees it by itself again.
    """
    require_role(FEEDBACK_FLOW.transitions["unmerge"], actor)
    found = session.execute(
        select(Feedback.author_id, Feedback.merged_into_id).where(Feedback.id == feedback_id)
    ).one_or_none()
    if found is None:
        raise NotFound
    author_id, merged_into_id = found
    if author_id == actor.id:
        raise OwnFeedback
    if merged_into_id is None:
        raise NotMerged
    merged = Feedback.merged_into_id.is_not(None)
    return transition(
        session,
        FEEDBACK_FLOW,
        feedback_id,
        "unmerge",
        actor=actor,
        now=now,
        where=(merged,),
        merged_into_id=None,
        merged_at=None,
    )
