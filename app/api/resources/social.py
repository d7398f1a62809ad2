"""Posts about the company in public."""

from app.api.resource import Foreign, Resource, one_of
from app.api.schemas import record_schema
from app.models.social.social import SocialPost
from app.models.support.ticket import SupportTicket
from app.policies.visibility import social_posts_visible_to, support_visible_to

POSTS = Resource(
    "social_posts",
    SocialPost,
    record_schema(
        "SocialPost",
        SocialPost,
        ("id", "network", "external_id", "author", "url", "text", "posted_at", "is_message", "is_withdrawn", "status",
         "ticket_id", "version", "created_at"),
    ),
    social_posts_visible_to,
    foreign={"ticket_id": Foreign(SupportTicket, support_visible_to)},
    filters={"status": one_of(SocialPost.status), "network": one_of(SocialPost.network)},
)  # fmt: skip
