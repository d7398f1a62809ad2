"""Ask in the forum."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.models.accounts.user import User
from app.models.forum.forum import LONGEST_TITLE, MOST_TAGS, ForumFollow, ForumQuestion, PostKind
from app.models.help.article import HelpCategory
from workflows.forum.post import add_post


def ask_question(
    session: Session,
    *,
    title: str,
    body: str,
    actor: User,
    now: datetime,
    tags: Sequence[str] = (),
    category_id: int | None = None,
) -> ForumQuestion:
    """Whoever asks follows the question."""
    title = clear_line(title)
    if not 0 < len(title) <= LONGEST_TITLE:
        raise Invalid(N_("Isi judul, paling panjang 150 huruf."), field="title")
    if category_id is not None and session.get(HelpCategory, category_id) is None:
        raise Invalid(N_("Kategori ini tidak ada."), field="category_id")
    known = sorted({clear_line(tag).lower()[:40] for tag in tags} - {""})[:MOST_TAGS]
    question = ForumQuestion(
        title=title, tags=known, category_id=category_id, author_id=actor.id, last_at=now, created_at=now
    )
    session.add(question)
    session.flush()
    session.add(ForumFollow(user_id=actor.id, question_id=question.id))
    add_post(session, question=question, kind=PostKind.QUESTION, body=body, author=actor, now=now)
    return session.scalars(select(ForumQuestion).where(ForumQuestion.id == question.id)).one()
