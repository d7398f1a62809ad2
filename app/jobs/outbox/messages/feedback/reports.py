"""Messages to staff about what people sent in: to whoever answers for it, else to the team."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_member
from app.models.accounts.user import DESK, TECHNICAL, Role, User, UserStatus
from app.models.feedback.bug import BugEntry, BugReport
from app.models.feedback.feedback import Feedback, FeedbackEntry, FeedbackMention
from app.models.messaging.outbox import OutboxMessage

FEEDBACK_TEAM, BUG_TEAM = DESK | {Role.PRODUCT}, TECHNICAL


def feedback(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    item = session.get_one(Feedback, message.payload["feedback_id"])
    yield from _to_people(
        session, message.kind, _about_feedback(item), _team(session, FEEDBACK_TEAM, besides=item.author_id)
    )


def feedback_added_to(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    item = session.get_one(Feedback, message.payload["feedback_id"])
    text = session.get_one(FeedbackEntry, message.payload["entry_id"]).body_text
    people = _owner(item) or _team(session, FEEDBACK_TEAM, besides=item.author_id)
    yield from _to_people(session, message.kind, _about_feedback(item) | {"text": text}, people)


def mentioned(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """The person, or the product team; nobody who has reacted meanwhile."""
    mention = session.get_one(FeedbackMention, message.payload["mention_id"])
    if mention.done_at is not None:
        return
    facts = _about_feedback(mention.feedback) | {"text": mention.entry.body_text, "by": mention.entry.author}
    writer = mention.entry.author_id
    person = session.get(User, mention.user_id) if mention.user_id else None
    people = [person] if person else _team(session, frozenset({Role.PRODUCT}), besides=writer)
    yield from _to_people(session, message.kind, facts, people)


def bug(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    report = session.get_one(BugReport, message.payload["bug_id"])
    yield from _to_people(
        session, message.kind, _about_bug(report), _team(session, BUG_TEAM, besides=report.reporter_id)
    )


def bug_added_to(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    report = session.get_one(BugReport, message.payload["bug_id"])
    text = session.get_one(BugEntry, message.payload["entry_id"]).text
    people = _owner(report) or _team(session, BUG_TEAM, besides=report.reporter_id)
    yield from _to_people(session, message.kind, _about_bug(report) | {"text": text}, people)


def _about_feedback(item: Feedback) -> dict[str, Any]:
    return {"number": item.number, "title": item.subject, "path": f"/admin/feedback/details/?id={item.id}"}


def _about_bug(report: BugReport) -> dict[str, Any]:
    return {"number": report.number, "title": report.title, "path": f"/admin/bugs/details/?id={report.id}"}


def _owner(item: Feedback | BugReport) -> list[User]:
    """Nobody, while it has none or its owner has left."""
    owner = item.owner
    return [owner] if owner is not None and owner.status == UserStatus.ACTIVE else []


def _team(session: Session, roles: Iterable[Role], *, besides: int | None) -> list[User]:
    people = select(User).where(User.role.in_(roles), User.status == UserStatus.ACTIVE, ~User.is_service)
    return [person for person in session.scalars(people.order_by(User.id)) if person.id != besides]


def _to_people(
    session: Session, kind: str, facts: Mapping[str, Any], people: Iterable[User]
) -> Iterator[OutgoingMessage]:
    for person in people:
        if person.status == UserStatus.ACTIVE:
            yield from to_member(session, person, kind, dict(facts), link=facts["path"])


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "report.feedback": feedback,
    "report.feedback_added_to": feedback_added_to,
    "report.mentioned": mentioned,
    "report.bug": bug,
    "report.bug_added_to": bug_added_to,
}
