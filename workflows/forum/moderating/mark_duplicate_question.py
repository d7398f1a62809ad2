"""What moderators decide."""

import re
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.identifiers import read_id
from app.models.accounts.user import User
from app.models.forum.forum import ForumPost, ForumQuestion
from app.models.forum.forum_flow import FORUM_FLOW
from workflows.transitions import note, transition

_NUMBER = re.compile(r"(?:^|/forum/|#)\s*(\d+)\s*/?(?:[?#].*)?$")


def mark_duplicate_question(
    session: Session, *, post_id: int, actor: User, now: datetime, original: str | None = None
) -> ForumPost:
    """Readers are led to the question that was asked before; without `original` the mark is taken away.

    What pointed here points there, too. Raises Invalid for itself, for circles and for what readers cannot see.
    """
    post: ForumPost = transition(session, FORUM_FLOW, post_id, "duplicate", actor=actor, now=now)
    text = (original or "").strip()
    first_id = _first(session, post.question_id, text) if text else None
    question = session.get_one(ForumQuestion, post.question_id)
    before, question.duplicate_of_id = question.duplicate_of_id, first_id
    session.flush()
    note(session, "forum_questions", question.id, "duplicate", actor=actor, now=now, duplicate_of_id=[before, first_id])
    if first_id is not None:
        followers = update(ForumQuestion).where(ForumQuestion.duplicate_of_id == question.id)
        moved = followers.values(duplicate_of_id=first_id)
        session.execute(moved.execution_options(noted=True, synchronize_session=False))
    session.expire_all()
    return session.get_one(ForumPost, post_id)


def _first(session: Session, question_id: int, original: str) -> int:
    """Both rows locked in the order of their ids: of two that are marked crosswise, the second sees the first."""
    found = _NUMBER.search(original)
    wanted_id = (read_id(found[1]) if found else None) or 0
    both = select(ForumQuestion).where(ForumQuestion.id.in_([question_id, wanted_id]))
    locked = {one.id: one for one in session.scalars(both.order_by(ForumQuestion.id).with_for_update())}
    first = locked.get(wanted_id)
    if first is None or not first.is_shown:
        raise Invalid(N_("Tidak ada pertanyaan yang tampil di alamat itu."), field="original")
    first_id = first.duplicate_of_id or first.id
    if first_id == question_id:
        raise Invalid(N_("Pertanyaan tidak bisa menjadi duplikat dirinya sendiri."), field="original")
    return first_id
