"""Answer a question, or comment on a post."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.forum.forum import ForumPost, PostKind, PostStatus
from workflows.forum.post import add_post
from workflows.forum.read_forum import get_question


def answer_question(
    session: Session, *, question_id: int, body: str, actor: User, now: datetime, parent_id: int | None = None
) -> ForumPost:
    """With `parent_id`, a comment on that post; comments have none of their own."""
    question = get_question(session, question_id, reader=actor)
    kind = PostKind.ANSWER if parent_id is None else PostKind.COMMENT
    if parent_id is not None:
        parent = session.get(ForumPost, parent_id)
        fits = parent is not None and parent.question_id == question_id and parent.status == PostStatus.SHOWN
        if not fits or parent is None or parent.kind == PostKind.COMMENT:
            raise NotFound
    return add_post(session, question=question, kind=kind, body=body, author=actor, now=now, parent_id=parent_id)
