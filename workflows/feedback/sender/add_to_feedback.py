"""The sender adds to what they sent."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotFound
from app.core.i18n import N_
from app.core.text.rich_text import plain_text, sanitise
from app.models.accounts.user import User
from app.models.feedback.feedback import EntryKind, Feedback, FeedbackEntry
from workflows.feedback.errors import ClosedToAdditions, NoMoreAdditions
from workflows.feedback.events import FeedbackAddedTo
from workflows.outbox_events import emit
from workflows.transitions import note

MOST_ADDITIONS = 30


def add_to_feedback(
    session: Session, *, feedback_id: int, body_html: str, actor: User | None, now: datetime
) -> FeedbackEntry:
    """`actor` None: an anonymous sender, who has proved by their code that it is theirs. Waits for staff to react."""
    locked = select(Feedback).where(Feedback.id == feedback_id).with_for_update()
    feedback = session.scalars(locked.execution_options(populate_existing=True)).one_or_none()
    if feedback is None or feedback.author_id != (actor.id if actor else None):
        raise NotFound
    if feedback.is_gone:
        raise ClosedToAdditions
    body = sanitise(body_html)
    if not body:
        raise Invalid(N_("Tulis tambahannya dulu."), field="body")
    own = (FeedbackEntry.feedback_id == feedback.id, FeedbackEntry.kind == EntryKind.ADDITION)
    if session.scalars(select(func.count()).select_from(FeedbackEntry).where(*own)).one() >= MOST_ADDITIONS:
        raise NoMoreAdditions
    entry = FeedbackEntry(
        feedback_id=feedback.id,
        kind=EntryKind.ADDITION,
        body_html=body,
        body_text=plain_text(body),
        author_id=actor.id if actor else None,
        created_at=now,
    )
    session.add(entry)
    feedback.unread_at = feedback.unread_at or now
    session.flush()
    note(session, "feedback", feedback.id, "added_to", actor=actor, now=now)
    emit(session, FeedbackAddedTo(feedback_id=feedback.id, entry_id=entry.id), now=now)
    return entry
