"""Feedback as the desk finds it."""

import itertools
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import Role, User
from app.models.feedback.feedback import Feedback, FeedbackEntry, FeedbackKind
from tests.factories import NOW, make_user
from workflows.feedback import add_to_feedback

_numbers = itertools.count(1)


def make_member(session: Session, name: str = "Sinta") -> User:
    return make_user(session, name, Role.MEMBER)


def make_feedback(session: Session, author: User | None = None, **given: Any) -> Feedback:
    """A new suggestion; without an author an anonymous one."""
    words = given.pop("words", "Mata lelah kalau malam.")
    facts: dict[str, Any] = {
        "number": f"SRN-2026-{900000 + next(_numbers):06d}",
        "kind": FeedbackKind.SUGGESTION,
        "subject": "Tambah mode gelap",
        "body_html": f"<p>{words}</p>",
        "body_text": words,
        "author_id": author.id if author else None,
        "anonymous": author is None,
        "created_at": NOW,
    }
    item = Feedback(**facts | given)
    session.add(item)
    session.flush()
    return item


def add(session: Session, item: Feedback, who: User | None) -> FeedbackEntry:
    return add_to_feedback(session, feedback_id=item.id, body_html="<p>Masih begitu.</p>", actor=who, now=NOW)
