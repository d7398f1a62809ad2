"""Keep what was found in public or written to our page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.social.social import SocialPost
from app.models.social.social_flow import SOCIAL_FLOW
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_steps import ENDED
from workflows.social.open_ticket_of_post import open_ticket_of_post
from workflows.support import find_root, receive_customer_message
from workflows.transitions import transition


class FoundPost(Protocol):
    """A post as every network tells it; `withdrawn`: its author has taken it back."""

    network: str
    external_id: str
    author: str
    text: str
    url: str
    posted_at: datetime | None
    author_id: str
    is_message: bool
    withdrawn: bool


def record_posts(
    session: Session,
    posts: Sequence[FoundPost],
    *,
    now: datetime,
    source_id: int | None = None,
    opens_tickets: bool = False,
) -> int:
    """How many are new; the same post again changes nothing, one that was taken back is marked.

    A message to the company alone opens a ticket at once, or goes on in the open ticket of its author.
    """
    fresh = 0
    for post in posts:
        post_id = _keep(session, post, now, source_id)
        if post_id is None:
            continue
        fresh += 1
        if post.is_message and (ticket := _open_ticket(session, post)) is not None:
            _go_on(session, post_id, ticket.id, post.text, now)
        elif post.is_message or opens_tickets:
            open_ticket_of_post(session, post_id, actor=None, now=now)
    return fresh


def _keep(session: Session, post: FoundPost, now: datetime, source_id: int | None) -> int | None:
    """Its id when it is new."""
    if post.withdrawn:
        taken_back = update(SocialPost).where(
            SocialPost.network == post.network, SocialPost.external_id == post.external_id
        )
        session.execute(taken_back.values(is_withdrawn=True).execution_options(noted=True))
        return None
    row = insert(SocialPost).values(
        network=post.network,
        external_id=post.external_id,
        source_id=source_id,
        author=post.author,
        author_id=post.author_id,
        url=post.url,
        text=post.text,
        posted_at=min(post.posted_at or now, now),
        is_message=post.is_message,
    )
    known = row.on_conflict_do_nothing(constraint="uq_social_posts_network_external_id")
    return session.execute(known.returning(SocialPost.id)).scalar_one_or_none()


def _go_on(session: Session, post_id: int, ticket_id: int, text: str, now: datetime) -> None:
    receive_customer_message(session, ticket_id=ticket_id, text=text, now=now)
    transition(session, SOCIAL_FLOW, post_id, "to_ticket", actor=None, now=now, ticket_id=ticket_id)


def _open_ticket(session: Session, post: FoundPost) -> SupportTicket | None:
    """The ticket in which this author writes to us already."""
    newest = (
        select(SocialPost.ticket_id)
        .where(
            SocialPost.network == post.network,
            SocialPost.author_id == post.author_id,
            SocialPost.author_id != "",
            SocialPost.is_message,
            SocialPost.ticket_id.is_not(None),
        )
        .order_by(SocialPost.id.desc())
        .limit(1)
    )
    ticket_id = session.scalar(newest)
    ticket = session.get(SupportTicket, ticket_id) if ticket_id else None
    if ticket is None or find_root(session, ticket).status in ENDED:
        return None
    return ticket
