"""Decide that a feedback is followed up, and reward its sender."""

from datetime import datetime

from sqlalchemy import func
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.feedback.feedback import EntryKind, Feedback
from workflows.feedback.decisions.decision import decide
from workflows.feedback.decisions.reward import reward_sender
from workflows.feedback.events import FeedbackFollowedUp
from workflows.feedback.thread.write_entry import write_entry
from workflows.outbox_events import emit


def follow_up_feedback(
    session: Session, *, feedback_id: int, actor: User, now: datetime, answer: str = "", exp: int | None = None
) -> Feedback:
    """One message tells the sender of the decision, the answer and the EXP; who is anonymous can be given none."""
    feedback = decide(
        session,
        feedback_id,
        "follow_up",
        actor=actor,
        now=now,
        decided_at=now,
        decided_by_id=actor.id,
        reviewed_at=func.coalesce(Feedback.reviewed_at, now),
        handled_at=func.coalesce(Feedback.handled_at, now),
        handled_by_id=func.coalesce(Feedback.handled_by_id, actor.id),
    )
    if exp and feedback.author_id is None:
        raise Invalid(N_("Pengirim anonim tidak dapat diberi EXP. Kosongkan isian ini."), field="exp")
    entry_id = None
    if answer.strip():
        entry = write_entry(
            session, feedback_id=feedback.id, kind=EntryKind.ANSWER, text=answer, actor=actor, now=now, field="answer"
        )
        entry_id = entry.id
    points = reward_sender(session, feedback, points=exp or 0, actor=actor, now=now)
    emit(session, FeedbackFollowedUp(feedback_id=feedback.id, exp=points, entry_id=entry_id), now=now)
    return feedback
