"""Posts of the forum."""

from sqlalchemy import ColumnElement, true

from app.api.resource import Resource, one_of, same
from app.api.schemas import record_schema
from app.models.accounts.user import User
from app.models.forum.forum import ForumPost, PostStatus
from app.models.forum.forum_flow import MODERATORS


def _visible_to(user: User) -> ColumnElement[bool]:
    return true() if user.role in MODERATORS else ForumPost.status == PostStatus.SHOWN


POSTS = Resource(
    "forum_posts",
    ForumPost,
    record_schema(
        "ForumPost",
        ForumPost,
        ("id", "question_id", "parent_id", "kind", "status", "body", "author_id", "edited_at", "version", "created_at"),
    ),
    _visible_to,
    filters={
        "status": one_of(ForumPost.status),
        "kind": one_of(ForumPost.kind),
        "question_id": same(ForumPost.question_id),
        "author_id": same(ForumPost.author_id),
    },
)
