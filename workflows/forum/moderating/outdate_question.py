"""What moderators decide."""

from datetime import datetime

from sqlalchemy import not_, update
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.forum.forum import ForumPost, ForumQuestion
from app.models.forum.forum_flow import FORUM_FLOW
from workflows.transitions import transition


def outdate_question(session: Session, *, post_id: int, actor: User, now: datetime) -> ForumPost:
    """Readers see a bar over a question that no longer holds; a second press takes it away."""
    post: ForumPost = transition(session, FORUM_FLOW, post_id, "outdate", actor=actor, now=now)
    marked = update(ForumQuestion).where(ForumQuestion.id == post.question_id)
    session.execute(
        marked.values(is_outdated=not_(ForumQuestion.is_outdated)).execution_options(
            noted=True, synchronize_session=False
        )
    )
    session.expire_all()
    return session.get_one(ForumPost, post_id)
