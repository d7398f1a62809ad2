"""What moderators decide."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.forum.forum import ForumPost
from app.models.forum.forum_flow import FORUM_FLOW
from workflows.forum.post import announce, count_again
from workflows.transitions import transition


def show_post(session: Session, *, post_id: int, actor: User, now: datetime) -> ForumPost:
    """Others read it from now on, and followers are told."""
    post: ForumPost = transition(session, FORUM_FLOW, post_id, "show", actor=actor, now=now, reports=0)
    count_again(session, post, now=now)
    announce(session, post, now=now)
    return session.get_one(ForumPost, post_id)
