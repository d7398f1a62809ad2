"""Leave a note for colleagues under a feedback."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.feedback import EntryKind, Feedback
from app.models.feedback.feedback_flow import FEEDBACK_FLOW
from workflows.feedback.write_entry import write_entry
from workflows.transitions import transition


def note_feedback(session: Session, *, feedback_id: int, actor: User, text: str, now: datetime) -> Feedback:
    """Never leaves the panel: nobody is told, and it may be added to deleted and merged items, too."""
    feedback = transition(session, FEEDBACK_FLOW, feedback_id, "note", actor=actor, now=now)
    write_entry(session, feedback_id=feedback.id, kind=EntryKind.NOTE, text=text, actor=actor, now=now, field="text")
    return feedback
