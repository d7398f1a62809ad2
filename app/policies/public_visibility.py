"""What members and visitors may see of the forum, of feedback and of bug reports, as SQL conditions."""

from sqlalchemy import ColumnElement, or_, true

from app.models.accounts.user import Role, User
from app.models.feedback.bug import BugReport
from app.models.feedback.feedback import Feedback
from app.models.forum.forum import ForumPost, ForumQuestion, PostStatus
from app.models.forum.forum_flow import MODERATORS
from app.policies.scopes import BUG_READERS, FEEDBACK_READERS

Condition = ColumnElement[bool]


def posts_visible_to(user: User | None) -> Condition:
    """What is public; what is held for its author; all for moderators. None: a visitor."""
    shown = ForumPost.status == PostStatus.SHOWN
    if user is None:
        return shown
    own = (ForumPost.author_id == user.id) & (ForumPost.status == PostStatus.HELD)
    return true() if user.role in MODERATORS else or_(shown, own)


def questions_visible_to(user: User | None) -> Condition:
    if user is None:
        return ForumQuestion.is_shown.is_(True)
    return true() if user.role in MODERATORS else or_(ForumQuestion.is_shown, ForumQuestion.author_id == user.id)


def feedback_visible_to(user: User) -> Condition:
    """Who decides or reads about it sees all; everybody else their own, while it is not deleted."""
    if user.role in FEEDBACK_READERS:
        return true()
    return (Feedback.author_id == user.id) & Feedback.deleted_at.is_(None)


def bugs_visible_to(user: User) -> Condition:
    return true() if user.role in BUG_READERS else seen_by_reporter(user)


def seen_by_reporter(user: User) -> Condition:
    """Their own reports that are not deleted; a member sees nothing internal, whoever is written as its reporter."""
    own = (BugReport.reporter_id == user.id) & BugReport.deleted_at.is_(None)
    return own & ~BugReport.internal if user.role == Role.MEMBER else own
