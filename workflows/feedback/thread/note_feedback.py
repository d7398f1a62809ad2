"""Leave a note for colleagues under a feedback."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.feedback import EntryKind, Feedback
from app.models.feedback.feedback_flow import FEEDBACK_FLOW
from workflows.feedback.thread.mentions import mention_people, settle_mentions
from workflows.feedback.thread.write_entry import write_entry
from workflows.transitions import transition


def note_feedback(session: Session, *, feedback_id: int, actor: User, text: str, now: datetime) -> Feedback:
    """Never leaves the panel; whom it names finds the item on their work queue.

    Deleted and merged items take notes, too. The sender's own note about their item marks nothing as read.
    """
    feedback = transition(session, FEEDBACK_FLOW, feedback_id, "note", actor=actor, now=now)
    if feedback.author_id != actor.id:
        feedback.unread_at = None
    settle_mentions(session, feedback_id=feedback.id, actor=actor, now=now)
    entry = write_entry(
        session, feedback_id=feedback.id, kind=EntryKind.NOTE, text=text, actor=actor, now=now, field="text"
    )
    mention_people(session, entry=entry, actor=actor, now=now)
    return feedback
