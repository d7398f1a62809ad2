"""Keep what was found in public or written to our page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import and_, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.social.social import SocialPost, SocialStatus
from app.models.social.social_flow import SOCIAL_FLOW
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_steps import ENDED
from workflows.one_at_a_time import one_at_a_time
from workflows.social.open_ticket_of_post import open_ticket_of_post
from workflows.support import find_root, receive_customer_message
from workflows.transitions import transition, transition_many_unaudited

_ONE = "uq_social_posts_network_external_id"
_NOT_COME = and_(SocialPost.is_withdrawn, SocialPost.text == "")  # taken back before it came


class FoundPost(Protocol):
    """A post as every network tells it; `withdrawn`: its author has taken it back, or it is hidden.

    `shown_again`: it is hidden no longer.
    """

    network: str
    external_id: str
    author: str
    text: str
    url: str
    posted_at: datetime | None
    author_id: str
    is_message: bool
    withdrawn: bool
    shown_again: bool


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
    """Its id when it is new, and was not taken back before it came."""
    if post.withdrawn:
        _withdraw(session, post, now, source_id)
        return None
    if post.shown_again:
        _show_again(session, post)
        return None
    row = insert(SocialPost).values(_columns_of(post, now, source_id))
    known = row.on_conflict_do_update(
        constraint=_ONE,
        set_={name: row.excluded[name] for name in ("author", "author_id", "url", "text", "posted_at", "is_message")},
        where=_NOT_COME,
    )
    kept = session.execute(known.returning(SocialPost.id, SocialPost.is_withdrawn)).one_or_none()
    return kept.id if kept is not None and not kept.is_withdrawn else None


def _withdraw(session: Session, post: FoundPost, now: datetime, source_id: int | None) -> None:
    """Networks tell in any order: what has not come yet is kept without words, where nobody has to look at it."""
    row = insert(SocialPost).values(
        _columns_of(post, now, source_id) | {"text": "", "is_withdrawn": True, "status": SocialStatus.IGNORED}
    )
    session.execute(row.on_conflict_do_update(constraint=_ONE, set_={"is_withdrawn": True}))


def _show_again(session: Session, post: FoundPost) -> None:
    same = (SocialPost.network == post.network, SocialPost.external_id == post.external_id)
    session.execute(delete(SocialPost).where(*same, _NOT_COME).execution_options(noted=True))
    shown = update(SocialPost).where(*same).values(is_withdrawn=False).returning(SocialPost.id)
    ids = session.scalars(shown.execution_options(noted=True)).all()
    transition_many_unaudited(session, SOCIAL_FLOW, ids, "show_again")


def _columns_of(post: FoundPost, now: datetime, source_id: int | None) -> dict[str, Any]:
    return {
        "network": post.network,
        "external_id": post.external_id,
        "source_id": source_id,
        "author": post.author,
        "author_id": post.author_id,
        "url": post.url,
        "text": post.text,
        "posted_at": min(post.posted_at or now, now),
        "is_message": post.is_message,
    }


def _go_on(session: Session, post_id: int, ticket_id: int, text: str, now: datetime) -> None:
    receive_customer_message(session, ticket_id=ticket_id, text=text, now=now)
    transition(session, SOCIAL_FLOW, post_id, "to_ticket", actor=None, now=now, ticket_id=ticket_id)


def _open_ticket(session: Session, post: FoundPost) -> SupportTicket | None:
    """The ticket in which this author writes to us already. Two messages at once wait for each other."""
    one_at_a_time(session, f"social_author:{post.network} {post.author_id}")
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
