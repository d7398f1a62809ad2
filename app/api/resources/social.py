"""Posts about the company in public."""

from sqlalchemy import ColumnElement, false, true

from app.api.resource import Resource, one_of
from app.api.schemas import record_schema
from app.models.accounts.user import User
from app.models.social.social import SocialPost
from app.models.support.ticket_steps import SUPPORT_TEAM


def _visible_to(user: User) -> ColumnElement[bool]:
    return true() if user.role in SUPPORT_TEAM else false()


POSTS = Resource(
    "social_posts",
    SocialPost,
    record_schema(
        "SocialPost",
        SocialPost,
        ("id", "network", "external_id", "author", "url", "text", "posted_at", "is_message", "is_withdrawn", "status",
         "ticket_id", "version", "created_at"),
    ),
    _visible_to,
    filters={"status": one_of(SocialPost.status), "network": one_of(SocialPost.network)},
)  # fmt: skip
