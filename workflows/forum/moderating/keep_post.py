"""Keep a reported post."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.forum.forum import ForumPost
from app.models.forum.forum_flow import FORUM_FLOW
from workflows.transitions import transition


def keep_post(session: Session, *, post_id: int, actor: User, now: datetime) -> ForumPost:
    """The reports were looked at; the post stays."""
    return transition(session, FORUM_FLOW, post_id, "keep", actor=actor, now=now, reports=0)
