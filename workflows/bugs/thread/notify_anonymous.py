"""Telling those who have no name here: an answer on the page that their secret code opens."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.core.text.rich_text import from_plain
from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.feedback.feedback import EntryKind, Feedback, FeedbackEntry

# stored once and read in any language: nobody knows the sender's, so it is the default
FIXED_IN = "Bug yang Anda sampaikan sudah diperbaiki di versi {version}."


def notify_anonymous(
    session: Session, *, reports: Iterable[BugReport], version: str, actor: User, now: datetime
) -> None:
    """Where a report came from anonymous feedback, say there, once, in which version the bug is gone."""
    origins = {report.origin_feedback_id for report in reports if report.origin_feedback_id is not None}
    text = FIXED_IN.format(version=version)
    is_announced = exists().where(FeedbackEntry.feedback_id == Feedback.id, FeedbackEntry.body_text == text)
    unnamed = select(Feedback.id).where(
        Feedback.id.in_(origins), Feedback.anonymous, Feedback.deleted_at.is_(None), ~is_announced
    )
    for feedback_id in session.scalars(unnamed.order_by(Feedback.id)) if origins else ():
        answer = FeedbackEntry(
            feedback_id=feedback_id,
            kind=EntryKind.ANSWER,
            body_html=from_plain(text),
            body_text=text,
            author_id=actor.id,
            created_at=now,
        )
        session.add(answer)
