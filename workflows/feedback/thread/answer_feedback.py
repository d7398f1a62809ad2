"""Answer the sender of a feedback, in any state."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.feedback import EntryKind, Feedback
from workflows.feedback.decisions.decision import decide
from workflows.feedback.events import FeedbackAnswered
from workflows.feedback.thread.write_entry import write_entry
from workflows.outbox_events import emit


def answer_feedback(session: Session, *, feedback_id: int, actor: User, answer: str, now: datetime) -> Feedback:
    """The sender is told; who is anonymous reads it with their code."""
    feedback = decide(session, feedback_id, "answer", actor=actor, now=now)
    entry = write_entry(
        session, feedback_id=feedback.id, kind=EntryKind.ANSWER, text=answer, actor=actor, now=now, field="answer"
    )
    emit(session, FeedbackAnswered(feedback_id=feedback.id, entry_id=entry.id), now=now)
    return feedback
