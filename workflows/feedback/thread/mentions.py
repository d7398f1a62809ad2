"""Naming a colleague in a note: `@username`, or `@product` for the product team, puts the item on their work queue."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User, UserStatus
from app.models.feedback.feedback import FeedbackEntry, FeedbackMention
from app.models.feedback.feedback_flow import FEEDBACK_FLOW, mentions_of
from workflows.feedback.events import FeedbackMentioned
from workflows.outbox_events import emit

PRODUCT = "product"
MOST = 10
# no part of an e-mail address, and without the full stop that ends a sentence
_NAME = re.compile(r"(?<![\w.@])@([a-z0-9][a-z0-9._-]*[a-z0-9])", re.IGNORECASE | re.ASCII)


def mention_people(session: Session, *, entry: FeedbackEntry, actor: User, now: datetime) -> Sequence[FeedbackMention]:
    """One mention for each name in the note; raises Invalid for a name that cannot open Saran & Kritik."""
    names = list(dict.fromkeys(name.lower() for name in _NAME.findall(entry.body_text)))[:MOST]
    made = [
        FeedbackMention(feedback_id=entry.feedback_id, entry_id=entry.id, user_id=user_id, created_at=now)
        for user_id in dict.fromkeys(_find(session, name) for name in names)
        if user_id != actor.id
    ]
    session.add_all(made)
    session.flush()
    for mention in made:
        emit(session, FeedbackMentioned(mention_id=mention.id), now=now)
    return made


def settle_mentions(session: Session, *, feedback_id: int, actor: User, now: datetime) -> None:
    """Whoever reacts to an item was reached: it leaves their queue, and the product team's when they belong to it."""
    theirs = FeedbackMention.feedback_id == feedback_id, FeedbackMention.done_at.is_(None), mentions_of(actor)
    done = update(FeedbackMention).where(*theirs).values(done_at=now)
    session.execute(done.execution_options(synchronize_session=False))


def list_mentionable(session: Session) -> list[str]:
    """Usernames of those who may be named, and the product team."""
    readers = FEEDBACK_FLOW.transitions["note"].by
    known = select(User.username).where(User.status == UserStatus.ACTIVE, User.role.in_(readers))
    return [*session.scalars(known.order_by(User.username)), PRODUCT]


def _find(session: Session, name: str) -> int | None:
    if name == PRODUCT:
        return None
    readers = FEEDBACK_FLOW.transitions["note"].by
    known = select(User.id).where(
        func.lower(User.username) == name, User.status == UserStatus.ACTIVE, User.role.in_(readers)
    )
    user_id = session.scalar(known)
    if user_id is None:
        text = N_("@%(name)s tidak dikenal atau tidak dapat menulis di Saran & Kritik.", name=name)
        raise Invalid(text, field="text")
    return user_id
