"""Messages to those who sent suggestions and criticism, and to those whose own was merged into the same."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.http.pages.links.rating_link import rating_token
from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_member
from app.models.accounts.user import UserStatus
from app.models.feedback.feedback import Feedback, FeedbackEntry
from app.models.messaging.outbox import OutboxMessage


def received(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    yield from _to_sender(session, _feedback(session, message), message.kind, {})


def answered(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """The sender, and the senders of what had been merged into it when the answer was written."""
    facts = {"answer": _answer(session, message)}
    feedback = _feedback(session, message)
    yield from _to_sender(session, feedback, message.kind, facts)
    for same in _others(session, feedback):
        yield from _to_sender(session, same, message.kind, facts)


def moved_on(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Whoever sent it, and whoever sent the same; the points are the first one's alone."""
    feedback = _feedback(session, message)
    shared = {"reason": feedback.reject_reason, "answer": _answer(session, message)}
    yield from _to_sender(session, feedback, message.kind, shared | {"exp": message.payload.get("exp", 0)})
    for same in _others(session, feedback):
        yield from _to_sender(session, same, message.kind, shared)


def deleted(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    facts = {"reason": message.payload["reason"], "exp": message.payload["exp"]}
    yield from _to_sender(session, _feedback(session, message), message.kind, facts)


def merged(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Both senders; who sent both hears it once."""
    feedback = _feedback(session, message)
    into = session.get_one(Feedback, message.payload["into_id"], options=[joinedload(Feedback.author)])
    yield from _to_sender(session, feedback, message.kind, {"into": into})
    if into.author_id != feedback.author_id:
        yield from _to_sender(session, into, "feedback.joined", {})


def _others(session: Session, feedback: Feedback) -> Iterator[Feedback]:
    """One item of each other sender whose own was merged into this one: nobody is told the same twice."""
    merged = select(Feedback).where(Feedback.merged_into_id == feedback.id, Feedback.deleted_at.is_(None))
    notified = {feedback.author_id}
    for same in session.scalars(merged.options(joinedload(Feedback.author)).order_by(Feedback.id)):
        if same.author_id not in notified:
            notified.add(same.author_id)
            yield same


def _feedback(session: Session, message: OutboxMessage) -> Feedback:
    return session.get_one(Feedback, message.payload["feedback_id"], options=[joinedload(Feedback.author)])


def _answer(session: Session, message: OutboxMessage) -> str:
    entry_id = message.payload.get("entry_id")
    return session.get_one(FeedbackEntry, entry_id).body_text if entry_id else ""


def _to_sender(session: Session, feedback: Feedback, template: str, facts: dict[str, Any]) -> Iterable[OutgoingMessage]:
    """Nobody, when it was sent without a name."""
    author = feedback.author
    if author is None or author.status != UserStatus.ACTIVE:
        return
    base = current_app.config["SETTINGS"].public_url.rstrip("/")
    more = {"feedback": feedback, "rate_url": f"{base}/feedback/rate/{rating_token(feedback.id)}", **facts}
    link, key = f"/feedback/{feedback.number}", f"feedback:{feedback.id}"
    yield from to_member(session, author, template, more, link=link, key=key)


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "feedback.received": received,
    "feedback.in_review": moved_on,
    "feedback.followed_up": moved_on,
    "feedback.rejected": moved_on,
    "feedback.answered": answered,
    "feedback.deleted": deleted,
    "feedback.merged": merged,
}
