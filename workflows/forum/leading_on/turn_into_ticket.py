"""What moderators decide."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.forum.forum import ForumPost
from app.models.forum.forum_flow import FORUM_FLOW
from workflows.forum.leading_on.open_ticket_of_question import open_ticket_of_question
from workflows.transitions import transition


def turn_into_ticket(session: Session, *, post_id: int, actor: User, now: datetime) -> ForumPost:
    """For the desk, in the name of whoever asked."""
    post: ForumPost = transition(session, FORUM_FLOW, post_id, "to_ticket", actor=actor, now=now)
    open_ticket_of_question(session, post.question_id, now=now)
    return post
