"""What the desk reads about one feedback beside its own row."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.models.feedback.feedback import EntryKind, Feedback, FeedbackAttachment, FeedbackEntry


def list_entries(session: Session, *, feedback_id: int, kinds: Sequence[EntryKind]) -> Sequence[FeedbackEntry]:
    """The conversation of an item, of these kinds only, oldest first."""
    rows = select(FeedbackEntry).where(FeedbackEntry.feedback_id == feedback_id, FeedbackEntry.kind.in_(kinds))
    return session.scalars(rows.options(joinedload(FeedbackEntry.author)).order_by(FeedbackEntry.id)).all()


def list_merged(session: Session, *, feedback_id: int) -> Sequence[Feedback]:
    """What was merged into this item, with senders, conversation and attachments."""
    rows = (
        select(Feedback)
        .where(Feedback.merged_into_id == feedback_id)
        .options(
            joinedload(Feedback.author),
            selectinload(Feedback.attachments).joinedload(FeedbackAttachment.file),
            selectinload(Feedback.thread).joinedload(FeedbackEntry.author),
        )
        .order_by(Feedback.id)
    )
    return session.scalars(rows).all()
