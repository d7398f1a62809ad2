"""The conversation of a feedback and what was merged into it, for staff."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.models.feedback.feedback import EntryKind, Feedback, FeedbackAttachment, FeedbackEntry
from workflows.threads import ThreadPage, read_thread

MOST_MERGED = 100


def list_entries(
    session: Session, *, feedback_id: int, kinds: Sequence[EntryKind], before: int | None = None
) -> ThreadPage:
    """The conversation of an item, of these kinds only."""
    shown = FeedbackEntry.feedback_id == feedback_id, FeedbackEntry.kind.in_(kinds)
    return read_thread(session, FeedbackEntry, *shown, before=before)


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
        .limit(MOST_MERGED)
    )
    return session.scalars(rows).all()
