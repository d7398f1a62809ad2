"""What the desk decides about a post."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.social.social import SocialPost
from app.models.social.social_flow import SOCIAL_FLOW
from workflows.transitions import transition


def ignore_post(session: Session, *, post_id: int, actor: User, now: datetime) -> SocialPost:
    """Nothing follows from it; it can be brought back."""
    moved: SocialPost = transition(session, SOCIAL_FLOW, post_id, "ignore", actor=actor, now=now)
    return moved
