"""Edit one's own post, or as a moderator any."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotFound
from app.models.accounts.user import User
from app.models.forum.forum import ForumEdit, ForumPost, PostStatus
from app.models.forum.forum_flow import FORUM_FLOW, MODERATORS
from workflows.forum.post import checked_body, count_again, status_for
from workflows.transitions import transition


def edit_post(session: Session, *, post_id: int, body: str, actor: User, now: datetime) -> ForumPost:
    """What it said before is kept. A newcomer's edit is looked at again like a new post."""
    post = session.get(ForumPost, post_id, with_for_update=True, populate_existing=True)
    if post is None or post.status == PostStatus.HIDDEN:
        raise NotFound
    if post.author_id != actor.id and actor.role not in MODERATORS:
        raise NotAllowed
    text = checked_body(body)
    if text != post.body:
        session.add(ForumEdit(post_id=post.id, body=post.body, editor_id=actor.id, created_at=now))
        post.body, post.edited_at = text, now
        session.flush()
        if post.status == PostStatus.SHOWN and status_for(session, actor, text, now=now) == PostStatus.HELD:
            post = transition(session, FORUM_FLOW, post.id, "hold", actor=None, now=now)
        count_again(session, post, now=now)
    return session.get_one(ForumPost, post_id)
