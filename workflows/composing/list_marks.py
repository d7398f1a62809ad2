"""What a list says beside its records about composers: the reader's own drafts, and colleagues who are there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ARRAY, BigInteger, String, any_, bindparam, case, cast, literal, null, select, union_all
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


_THING, _READER, _SINCE = bindparam("thing"), bindparam("user_id"), bindparam("since")
_AMONG = any_(bindparam("among", type_=ARRAY(BigInteger)))
_DRAFTS, _FILES = (
    select(kept.thing_id, literal("draft").label("what"), cast(null(), String).label("name")).where(
        kept.thing == _THING, kept.user_id == _READER, kept.thing_id == _AMONG
    )
    for kept in (ComposerDraft, ComposerFile)
)
_COLLEAGUES = (
    select(
        RecordPresence.thing_id,
        case((RecordPresence.wrote_at > _SINCE, "writes"), else_="reads").label("what"),
        User.name,
    )
    .join(User, User.id == RecordPresence.user_id)
    .where(RecordPresence.thing == _THING, RecordPresence.thing_id == _AMONG)
    .where(RecordPresence.user_id != _READER, RecordPresence.seen_at > _SINCE)
)
_MARKS = union_all(_DRAFTS, _FILES.where(IN_DRAFT), _COLLEAGUES).order_by("what", "name")


def list_marks(
    session: Session, *, thing: str, user_id: int, among: Collection[int], now: datetime
) -> Mapping[int, ComposingMarks]:
    """By id, of records of the table `thing`, for this reader; records without any are left out."""
    given = {"thing": thing, "user_id": user_id, "among": list(among), "since": now - PRESENT}
    marks: dict[int, ComposingMarks] = {}
    for thing_id, what, name in session.execute(_MARKS, given):
        mark = marks.setdefault(thing_id, ComposingMarks())
        if what == "draft":
            mark.has_draft = True
        else:
            (mark.writers if what == "writes" else mark.readers).append(name)
    return marks
