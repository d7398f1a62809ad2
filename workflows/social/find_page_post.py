"""What was written on our page, or to it: where an answer goes."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.social.social import PAGE_NETWORKS, SocialPost


def find_page_post(session: Session, *, ticket_id: int, is_message: bool) -> SocialPost | None:
    """The newest message to the page, or comment, that the ticket holds; taken back or not."""
    wanted = select(SocialPost).where(
        SocialPost.ticket_id == ticket_id,
        SocialPost.network.in_(PAGE_NETWORKS),
        SocialPost.is_message.is_(is_message),
    )
    return session.scalars(wanted.order_by(SocialPost.id.desc()).limit(1)).one_or_none()


def get_last_message_at(session: Session, *, network: str, author_id: str) -> datetime | None:
    """When this person last wrote to the page: Meta's windows count from there."""
    theirs = (SocialPost.network == network, SocialPost.author_id == author_id, SocialPost.is_message)
    return session.scalar(select(func.max(SocialPost.posted_at)).where(*theirs))
