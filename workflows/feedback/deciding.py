"""What every decision of the desk shares: it is about a living item, and never about one's own."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.core.errors import DomainError, NotFound
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.feedback.feedback import Feedback
from app.models.feedback.feedback_flow import FEEDBACK_FLOW
from workflows.feedback.mentions import settle_mentions
from workflows.transitions import require_role, transition

OWNING = frozenset({"review", "follow_up", "reject", "answer"})  # who does the first of these answers for the item
LIVING = (Feedback.deleted_at.is_(None), Feedback.merged_into_id.is_(None))


class OwnFeedback(DomainError):
    """Nobody decides about his own item."""

    code = "own_feedback"
    sentence = N_("Ini masukan Anda sendiri. Biarkan rekan lain yang memutuskannya.")


class FeedbackDeleted(DomainError):
    """Nothing is decided about a deleted item until it is restored."""

    code = "feedback_deleted"
    sentence = N_("Masukan ini sudah dihapus. Pulihkan dahulu bila ingin menanganinya.")


class FeedbackMerged(DomainError):
    """It lives on in another item."""

    code = "feedback_merged"

    def __init__(self, number: str) -> None:
        super().__init__(
            N_("Masukan ini sudah digabungkan ke %(number)s. Tangani di sana.", number=number), number=number
        )


def decide(
    session: Session, feedback_id: int, step: str, *, actor: User, now: datetime, deleted: bool = False, **columns: Any
) -> Feedback:
    """Make one move on another person's item; the same conditions stand in the UPDATE, for who comes second.

    `deleted`: the move is about a deleted item. Whoever decides has read what the sender added, and what colleagues
    named them for.
    """
    require_role(FEEDBACK_FLOW.transitions[step], actor)
    _refuse(session, feedback_id, actor, deleted=deleted)
    condition = (Feedback.deleted_at.is_not(None),) if deleted else LIVING
    others = Feedback.author_id.is_distinct_from(actor.id)
    columns = {"unread_at": None, **columns}
    if step in OWNING:
        columns.setdefault("owner_id", func.coalesce(Feedback.owner_id, actor.id))
    settle_mentions(session, feedback_id=feedback_id, actor=actor, now=now)
    return transition(
        session, FEEDBACK_FLOW, feedback_id, step, actor=actor, now=now, where=(*condition, others), **columns
    )


def refuse_own(feedback: Feedback, actor: User) -> None:
    if feedback.author_id == actor.id:
        raise OwnFeedback


def _refuse(session: Session, feedback_id: int, actor: User, *, deleted: bool) -> None:
    kept = aliased(Feedback)
    facts = (
        select(Feedback.author_id, Feedback.deleted_at, kept.number)
        .outerjoin(kept, kept.id == Feedback.merged_into_id)
        .where(Feedback.id == feedback_id)
    )
    found: Any = session.execute(facts).one_or_none()
    if found is None:
        raise NotFound
    author_id, deleted_at, merged_into = found
    if author_id == actor.id:
        raise OwnFeedback
    if deleted:
        return
    if merged_into is not None:
        raise FeedbackMerged(merged_into)
    if deleted_at is not None:
        raise FeedbackDeleted
