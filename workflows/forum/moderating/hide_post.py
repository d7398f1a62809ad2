"""What moderators decide."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.forum.forum import ForumPost, ForumQuestion
from app.models.forum.forum_flow import FORUM_FLOW
from workflows.forum.post import count_again
from workflows.transitions import transition


def hide_post(session: Session, *, post_id: int, actor: User, now: datetime) -> ForumPost:
    """Hiding an accepted answer withdraws its acceptance."""
    post: ForumPost = transition(session, FORUM_FLOW, post_id, "hide", actor=actor, now=now, reports=0)
    lost = update(ForumQuestion).where(ForumQuestion.accepted_id == post_id).values(accepted_id=None)
    session.execute(lost.execution_options(noted=True))
    count_again(session, post, now=now)
    return session.get_one(ForumPost, post_id)
