"""Answers to people who wrote on our page at Facebook or Instagram, or to it."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage
from app.jobs.outbox.messages.support.tickets import MESSAGE_BUILDERS as TO_PEOPLE
from app.models.messaging.outbox import Channel, OutboxMessage
from app.models.social.social import SocialPost
from app.models.support.messages import SupportMessage
from app.models.support.ticket import SupportTicket, TicketSource
from app.models.support.ticket_steps import RESOLVED
from workflows.social import find_page_post
from workflows.support import ensure_ticket_link


def to_writer(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """By the ticket's own channels; as a private message to whoever wrote one and has no other channel yet."""
    yield from TO_PEOPLE[message.kind](session, message)
    ticket = session.get_one(SupportTicket, message.payload["ticket_id"])
    if ticket.is_known or ticket.source != TicketSource.SOCIAL:
        return
    post = find_page_post(session, ticket_id=ticket.id, is_message=True)
    if post is None or (message.kind == "ticket.resolved" and ticket.status not in RESOLVED):
        return
    text = _text(session, message) or ticket.outcome
    where = {"meta": {"network": post.network, "person": post.author_id}, "address": post.author_id}
    link = f"/ticket/{ensure_ticket_link(session, ticket_id=ticket.id).token}"
    yield _message(message, {"text": text, "ticket": ticket}, where | {"locale": ticket.locale}, link)


def in_public(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Under the comment, without a link: whoever reads it could open the ticket.

    One that was taken back meanwhile is refused by the network, and the answer stands in sight as not sent.
    """
    ticket = session.get_one(SupportTicket, message.payload["ticket_id"])
    answered = session.get(SocialPost, message.payload.get("post_id", 0))  # 0: written by the release before
    post = answered or find_page_post(session, ticket_id=ticket.id, is_message=False)
    if post is None:
        return
    where = {"meta": {"network": post.network, "comment": post.external_id}, "address": post.external_id}
    yield _message(message, {"text": _text(session, message)}, where | {"locale": ticket.locale}, None)


def _text(session: Session, message: OutboxMessage) -> str:
    message_id = message.payload.get("message_id")
    return session.get_one(SupportMessage, message_id).text if message_id else ""


def _message(
    message: OutboxMessage, facts: dict[str, object], extra: dict[str, object], link: str | None
) -> OutgoingMessage:
    extra["address"] = str(extra["address"])[:254]
    return OutgoingMessage(channel=Channel.META, template=message.kind, facts=facts, extra=extra, link=link, key="page")


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "ticket.answered": to_writer,
    "ticket.resolved": to_writer,
    "ticket.rejected": to_writer,
    "ticket.answered_in_public": in_public,
}
