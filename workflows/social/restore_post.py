"""What the desk decides about a post."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.social.social import SocialPost
from app.models.social.social_flow import SOCIAL_FLOW
from workflows.transitions import transition


def restore_post(session: Session, *, post_id: int, actor: User, now: datetime) -> SocialPost:
    """One that was ignored waits to be looked at again."""
    moved: SocialPost = transition(session, SOCIAL_FLOW, post_id, "restore", actor=actor, now=now)
    return moved
