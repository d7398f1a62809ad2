"""What waits among suggestions, criticism and bug reports."""

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import defer, joinedload

from app.models.accounts.user import User
from app.models.feedback.bug import BugReport, BugStatus
from app.models.feedback.feedback import Feedback, FeedbackMention, FeedbackStatus
from app.models.feedback.feedback_flow import mentions_of

_LIVING = Feedback.deleted_at.is_(None) & Feedback.merged_into_id.is_(None)
_FEEDBACK_LOADS = (joinedload(Feedback.author), defer(Feedback.body_html))
_BUG_LOADS = (joinedload(BugReport.reporter), defer(BugReport.steps))


def _feedback(condition: ColumnElement[bool], order: Any) -> tuple[Any, ...]:
    return Feedback, lambda _now: condition & _LIVING, order, _FEEDBACK_LOADS


def _bugs(condition: ColumnElement[bool], order: Any) -> tuple[Any, ...]:
    return BugReport, lambda _now: condition & BugReport.deleted_at.is_(None), order, _BUG_LOADS


REPORT_QUEUES: dict[str, Any] = {
    "mentions": (Feedback, lambda _now: Feedback.deleted_at.is_(None), Feedback.id, _FEEDBACK_LOADS),
    "new_feedback": _feedback(Feedback.status == FeedbackStatus.NEW, Feedback.id),
    "feedback_additions": _feedback(Feedback.unread_at.is_not(None), Feedback.unread_at),
    "feedback_in_review": _feedback(Feedback.status == FeedbackStatus.IN_REVIEW, Feedback.id),
    "new_bugs": _bugs(BugReport.status == BugStatus.NEW, BugReport.id),
    "bug_additions": _bugs(BugReport.unread_at.is_not(None), BugReport.unread_at),
    "confirmed_bugs": _bugs(BugReport.status == BugStatus.CONFIRMED, BugReport.id),
    "bugs_in_test": _bugs(BugReport.status == BugStatus.TESTING, BugReport.id),
}


def mentioning(user: User) -> ColumnElement[bool]:
    """Items in which a colleague asked for this person, or for the product team they belong to."""
    waiting = select(FeedbackMention.feedback_id).where(FeedbackMention.done_at.is_(None), mentions_of(user))
    return Feedback.id.in_(waiting)
