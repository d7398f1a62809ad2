"""What the sender of a feedback may see of it: answers and their own additions, no internal notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.feedback.feedback import EntryKind, Feedback, FeedbackEntry, FeedbackStatus, HandlingRating
from workflows.threads import ThreadPage, read_thread

DECIDED = frozenset({FeedbackStatus.FOLLOWED_UP, FeedbackStatus.REJECTED})
LONGEST_CHAIN = 5  # merged into one that was merged itself


@dataclass(frozen=True, slots=True)
class SenderHistory:
    """`into`: where it went when it was merged; `steps`: (status, moment), oldest first."""

    feedback: Feedback
    into: Feedback | None
    steps: Sequence[tuple[FeedbackStatus, datetime]]
    thread: ThreadPage
    rating: HandlingRating | None

    @property
    def status(self) -> FeedbackStatus:
        """Where it truly stands: a merged one goes the way of the other."""
        return (self.into or self.feedback).status

    @property
    def may_add(self) -> bool:
        return not self.feedback.is_gone

    @property
    def may_rate(self) -> bool:
        return self.rating is None and self.feedback.deleted_at is None and self.status in DECIDED

    @property
    def may_confirm_settled(self) -> bool:
        return self.feedback.status == FeedbackStatus.FOLLOWED_UP and not self.feedback.is_gone


def sender_history(session: Session, *, feedback: Feedback, before: int | None = None) -> SenderHistory:
    """Answers and additions a page at a time; notes never leave the panel.

    Of the item it was merged into, the answers since then: earlier ones were written to somebody else.
    """
    into = _followed(session, feedback)
    public = FeedbackEntry.kind.in_([EntryKind.ANSWER, EntryKind.ADDITION])
    shown = (FeedbackEntry.feedback_id == feedback.id) & public
    if into is not None and feedback.merged_at is not None:
        answers = (FeedbackEntry.feedback_id == into.id) & (FeedbackEntry.kind == EntryKind.ANSWER)
        shown |= answers & (FeedbackEntry.created_at >= feedback.merged_at)
    rating = select(HandlingRating).where(HandlingRating.feedback_id == feedback.id)
    return SenderHistory(
        feedback,
        into,
        _steps(feedback),
        read_thread(session, FeedbackEntry, shown, before=before),
        session.scalars(rating).one_or_none(),
    )


def _followed(session: Session, feedback: Feedback) -> Feedback | None:
    into = feedback
    for _ in range(LONGEST_CHAIN):
        if into.merged_into_id is None:
            break
        into = session.get_one(Feedback, into.merged_into_id)
    return into if into is not feedback else None


def _steps(feedback: Feedback) -> list[tuple[FeedbackStatus, datetime]]:
    steps = [(FeedbackStatus.NEW, feedback.created_at)]
    if feedback.reviewed_at:
        steps.append((FeedbackStatus.IN_REVIEW, feedback.reviewed_at))
    if feedback.decided_at and feedback.status in DECIDED:
        steps.append((feedback.status, feedback.decided_at))
    return steps
