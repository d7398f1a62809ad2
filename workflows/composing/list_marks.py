"""What a list says beside its records about composers: the reader's own drafts, and colleagues who are there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import String, and_, case, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.composing import IN_DRAFT, ComposerDraft, ComposerFile, RecordPresence
from workflows.composing.note_presence import PRESENT


@dataclass(slots=True)
class ComposingMarks:
    """Of one record. `writers` and `readers`: names of colleagues who have it open now."""

    has_draft: bool = False
    writers: list[str] = field(default_factory=list)
    readers: list[str] = field(default_factory=list)


def list_marks(
    session: Session, *, thing: str, user_id: int, among: Collection[int], now: datetime
) -> Mapping[int, ComposingMarks]:
    """By id, of records of the table `thing`, for this reader; records without any are left out."""
    drafts, files = (
        select(kept.thing_id, literal("draft").label("what"), cast(null(), String).label("name")).where(
            kept.thing == thing, kept.user_id == user_id, kept.thing_id.in_(among)
        )
        for kept in (ComposerDraft, ComposerFile)
    )
    writes = case((RecordPresence.wrote_at > now - PRESENT, "writes"), else_="reads")
    colleagues = (
        select(RecordPresence.thing_id, writes.label("what"), User.name)
        .join(User, User.id == RecordPresence.user_id)
        .where(
            and_(RecordPresence.thing == thing, RecordPresence.thing_id.in_(among)),
            RecordPresence.user_id != user_id,
            RecordPresence.seen_at > now - PRESENT,
        )
    )
    found = union_all(drafts, files.where(IN_DRAFT), colleagues).subquery()
    marks: dict[int, ComposingMarks] = {}
    for thing_id, what, name in session.execute(select(found).order_by(found.c.what, found.c.name)):
        mark = marks.setdefault(thing_id, ComposingMarks())
        if what == "draft":
            mark.has_draft = True
        else:
            (mark.writers if what == "writes" else mark.readers).append(name)
    return marks
