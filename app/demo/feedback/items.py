"""Saran & Kritik of the demo: ninety days of feedback, in every state, with answers, notes, ratings and EXP."""

from datetime import datetime, timedelta
from html import escape
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import WIB, local_day
from app.core.identifiers import sha256
from app.demo.feedback.item_words import ADDITIONS, ANSWERS, ITEMS, NOTES, RATINGS, REASONS
from app.demo.row_batches import RowBatches
from app.demo.staff.people import People
from app.models.feedback.exp import ExpEntry
from app.models.feedback.feedback import (
    EntryKind,
    Feedback,
    FeedbackCategory,
    FeedbackEntry,
    FeedbackStatus,
    HandlingRating,
)
from app.models.support.ticket import SupportStatus, SupportTicket, TicketSource

PREFIXES = {"SUGGESTION": "SRN", "CRITICISM": "KRT"}
SPAM, DUPLICATE, ORIGINAL = 38, 39, 0  # places in ITEMS
POINTS = 10


def write_feedback(book: RowBatches, session: Session, people: People, now: datetime) -> None:
    """Its own source of chance: whatever else the demo draws, these stay what they are."""
    random, counts = Random(4038), dict[tuple[str, int], int]()  # noqa: S311  example data, not a secret
    categories = dict(session.execute(select(FeedbackCategory.name, FeedbackCategory.id)).tuples().all())
    step, ids = timedelta(days=88) / len(ITEMS), list[int]()
    for place in range(len(ITEMS)):
        at = now - timedelta(days=89) + step * place + timedelta(hours=random.uniform(0, 9))
        ids.append(_write_item(book, random, people, categories, counts, place, at, now, ids))


def _write_item(
    book: RowBatches,
    random: Random,
    people: People,
    categories: dict[str, int],
    counts: dict[tuple[str, int], int],
    place: int,
    at: datetime,
    now: datetime,
    ids: list[int],
) -> int:
    kind, category, subject, words = ITEMS[place]
    author = None if place % 6 == 4 else people.members[place % len(people.members)]
    status = _status(place)
    facts: dict[str, Any] = {**_nothing(), **_fate(random, people, place, status, at, now)}
    if place == DUPLICATE:
        facts["merged_into_id"] = ids[ORIGINAL]
    feedback_id = book.add(
        Feedback,
        number=_number(counts, kind, at),
        kind=kind,
        category_id=None if place % 9 == 7 else categories.get(category),
        subject=subject,
        body_html=f"<p>{escape(words)}</p>",
        body_text=words,
        status=status,
        author_id=author,
        anonymous=author is None,
        code_sha256=sha256(f"demo-feedback-{place}") if author is None else None,
        created_at=at,
        **facts,
    )
    _write_around(book, people, feedback_id, place, author, at, facts, now)
    return feedback_id


def _status(place: int) -> FeedbackStatus:
    """Old ones are decided, the newest wait."""
    if place >= len(ITEMS) - 5 or place == SPAM:
        return FeedbackStatus.NEW
    if place >= len(ITEMS) - 10 or place % 11 == 10:
        return FeedbackStatus.IN_REVIEW
    return FeedbackStatus.REJECTED if place % 5 == 3 else FeedbackStatus.FOLLOWED_UP


def _nothing() -> dict[str, Any]:
    """Every item names the same columns, so that one statement writes them all."""
    names = ("reviewed_at", "decided_at", "decided_by_id", "reject_reason", "handled_at", "handled_by_id")
    return dict.fromkeys((*names, "deleted_at", "deleted_by_id", "delete_reason", "merged_into_id"))


def _fate(
    random: Random, people: People, place: int, status: FeedbackStatus, at: datetime, now: datetime
) -> dict[str, Any]:
    if place == SPAM:
        gone = min(at + timedelta(hours=2), now)
        return {"deleted_at": gone, "deleted_by_id": people.admin, "delete_reason": "Spam"}
    if status == FeedbackStatus.NEW:
        return {}
    reviewed = min(at + timedelta(hours=random.uniform(1, 30)), now)
    if status == FeedbackStatus.IN_REVIEW:
        return {"reviewed_at": reviewed}
    decided, by = min(reviewed + timedelta(hours=random.uniform(6, 120)), now), people.cs[place % len(people.cs)]
    values = {"reviewed_at": reviewed, "decided_at": decided, "decided_by_id": by}
    reason = REASONS[place % len(REASONS)] if status == FeedbackStatus.REJECTED else None
    return {**values, "handled_at": decided, "handled_by_id": by, "reject_reason": reason}


def _number(counts: dict[tuple[str, int], int], kind: str, at: datetime) -> str:
    key = (PREFIXES[kind], at.astimezone(WIB).year)
    counts[key] = counts.get(key, 0) + 1
    return f"{key[0]}-{key[1]}-{counts[key]:06d}"


def _write_around(
    book: RowBatches,
    people: People,
    feedback_id: int,
    place: int,
    author: int | None,
    at: datetime,
    facts: dict[str, Any],
    now: datetime,
) -> None:
    """The conversation, the notes, the rating, the reward, the ticket it was forwarded as."""
    decided, by = facts["decided_at"], facts["decided_by_id"]
    if place % 3 == 0 and facts["reviewed_at"]:
        _add_entry(book, feedback_id, EntryKind.NOTE, NOTES[place % len(NOTES)], people.product, facts["reviewed_at"])
    if decided and facts["reject_reason"] is None:
        _add_entry(book, feedback_id, EntryKind.ANSWER, ANSWERS[place % len(ANSWERS)], by, decided)
        if author is not None:
            _reward(book, feedback_id, place, author, by, decided)
        if place % 4 == 1:
            at = min(decided + timedelta(hours=5), now)
            _add_entry(book, feedback_id, EntryKind.ADDITION, ADDITIONS[place % len(ADDITIONS)], author, at)
    if decided and place % 2 == 0:
        stars, comment = RATINGS[place // 2 % len(RATINGS)]
        rated = min(decided + timedelta(hours=8), now)
        book.add(HandlingRating, feedback_id=feedback_id, stars=stars, comment=comment, created_at=rated)
    if place % 13 == 9:
        _forward(book, people, feedback_id, place, facts["reviewed_at"] or at)


def _add_entry(
    book: RowBatches, feedback_id: int, kind: EntryKind, words: str, author: int | None, at: datetime
) -> None:
    book.add(
        FeedbackEntry,
        feedback_id=feedback_id,
        kind=kind,
        body_html=f"<p>{escape(words)}</p>",
        body_text=words,
        author_id=author,
        created_at=at,
    )


def _reward(book: RowBatches, feedback_id: int, place: int, author: int, by: int, at: datetime) -> None:
    book.add(
        ExpEntry,
        user_id=author,
        points=POINTS if place % 7 else 2 * POINTS,
        rule="feedback.followed_up",
        source_kind="feedback",
        source_id=feedback_id,
        reason=ITEMS[place][2],
        actor_id=by,
        at=at,
        day=local_day(at, "Asia/Jakarta"),
        created_at=at,
    )


def _forward(book: RowBatches, people: People, feedback_id: int, place: int, at: datetime) -> None:
    number = len(book.rows(SupportTicket)) + 1
    status = (SupportStatus.NEW, SupportStatus.IN_PROGRESS, SupportStatus.DONE, SupportStatus.REJECTED)[number % 4]
    ended = at + timedelta(hours=30) if status in {SupportStatus.DONE, SupportStatus.REJECTED} else None
    taken = at + timedelta(hours=3) if status != SupportStatus.NEW else None
    book.add(
        SupportTicket,
        number=f"DKG-{at.astimezone(WIB).year}-{number:06d}",
        subject=ITEMS[place][2],
        description=ITEMS[place][3],
        status=status,
        assignee_id=people.developer if taken else None,
        origin_feedback_id=feedback_id,
        source=TicketSource.FEEDBACK,
        created_by_id=people.cs[0],
        taken_at=taken,
        ended_at=ended,
        outcome="Sudah diperbaiki dan dicoba bersama tim lapangan." if ended else "",
        created_at=at,
    )
