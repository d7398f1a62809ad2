"""Messages about bug reports."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_member
from app.models.accounts.user import STAFF, User
from app.models.feedback.bug import BugEntry, BugReport
from app.models.feedback.exp import ExpEntry
from app.models.feedback.feedback import Feedback
from app.models.messaging.outbox import OutboxMessage
from app.policies.visibility import may_know_of_bug
from app.presenters.feedback.bugs import bug_page
from workflows.bugs import list_duplicates


def to_reporter(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Who reported it, with what the message says."""
    bug = session.get_one(BugReport, message.payload["bug_id"])
    yield from _to(session, bug.reporter_id, message.kind, bug, reason=message.payload.get("reason", ""))


def duplicate(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """The number of the first report is told, its text is not; nothing of an internal one to a member."""
    bug = session.get_one(BugReport, message.payload["bug_id"])
    if bug.duplicate_of_id is not None:
        first = session.get_one(BugReport, bug.duplicate_of_id)
        yield from _to(session, bug.reporter_id, message.kind, bug, first=first)


def answered(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    bug = session.get_one(BugReport, message.payload["bug_id"])
    entry = session.get_one(BugEntry, message.payload["entry_id"])
    yield from _to(session, bug.reporter_id, message.kind, bug, answer=entry.text)


def fixed(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Everyone concerned, once each: reporters of it and of its duplicates, and who wrote the feedback behind them."""
    bug = session.get_one(BugReport, message.payload["bug_id"])
    if bug.fixed_version is None:  # opened again before the message was written
        return
    only = message.payload.get("only_bug_id")
    reports = [bug, *list_duplicates(session, bug_id=bug.id)]
    gained = _gained(session, reports)
    notified: set[int] = set()
    for report in reports:
        if only is not None and report.id != only:
            continue
        for user_id in (report.reporter_id, _author_behind(session, report)):
            if user_id is not None and user_id not in notified:
                notified.add(user_id)
                exp = gained.get((user_id, report.id), 0)
                version = message.payload.get("version", bug.fixed_version)
                yield from _to(session, user_id, message.kind, report, version=version, exp=exp)


def _to(session: Session, user_id: int | None, kind: str, bug: BugReport, **facts: Any) -> Iterator[OutgoingMessage]:
    if user_id is None:
        return
    person = session.get_one(User, user_id)
    if not may_know_of_bug(bug, person):
        return
    is_own = bug.reporter_id == user_id
    link = bug_page(bug.number) if is_own else None if person.role not in STAFF else f"/admin/bug/details/?id={bug.id}"
    yield from to_member(session, person, kind, {"bug": bug, **facts}, link=link)


def _author_behind(session: Session, bug: BugReport) -> int | None:
    """None for anonymous feedback: its sender has no user here, and reads the answer by their code."""
    if bug.origin_feedback_id is None:
        return None
    return session.scalar(select(Feedback.author_id).where(Feedback.id == bug.origin_feedback_id))


def _gained(session: Session, reports: list[BugReport]) -> Mapping[tuple[int, int], int]:
    given = select(ExpEntry.user_id, ExpEntry.source_id, ExpEntry.points).where(
        ExpEntry.source_kind == "bug",
        ExpEntry.source_id.in_([report.id for report in reports]),
        ExpEntry.reverses_id.is_(None),
    )
    return {(user_id, bug_id): points for user_id, bug_id, points in session.execute(given)}


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "bug.received": to_reporter,
    "bug.confirmed": to_reporter,
    "bug.rejected": to_reporter,
    "bug.not_reproduced": to_reporter,
    "bug.duplicate": duplicate,
    "bug.answered": answered,
    "bug.fixed": fixed,
    "bug.live": fixed,
}
