"""What people write on our page: a post to be looked at, or a message, which is a ticket."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.jobs.inbox.handlers.outcome import Ignored, Receiver, require_recent
from app.models.messaging.inbox import InboxEvent, Provider
from integrations.social.meta import parse_meta
from workflows.social import record_posts


def posted(session: Session, event: InboxEvent, now: datetime) -> None:
    for _, post, _ in parse_meta(event.raw):
        if post is None:
            raise Ignored("not a post")
        if not (post.withdrawn or post.shown_again):  # of these Meta tells when the comment was written
            require_recent(event, post.posted_at)
        record_posts(session, [post], now=now)


RECEIVERS: dict[tuple[Provider | str, str], Receiver] = {(Provider.META, "post"): posted}
