"""What the desk decides about a post."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.social.social import SocialPost
from workflows.social.open_ticket_of_post import open_ticket_of_post


def turn_into_ticket(session: Session, *, post_id: int, actor: User, now: datetime) -> SocialPost:
    """With the author's words and the address of the post."""
    if session.get(SocialPost, post_id) is None:
        raise NotFound
    return open_ticket_of_post(session, post_id, actor=actor, now=now)
