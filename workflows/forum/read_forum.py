"""Reading the forum: what others may read, and what is one's own."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, union
from sqlalchemy.orm import Session, joinedload

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.forum.forum import ForumFollow, ForumPost, ForumQuestion, ForumState
from app.policies.help_words import match_all, match_any
from app.policies.public_visibility import posts_visible_to, questions_visible_to

PAGE = 25
SIMILAR = 5
RANKED = 500  # of the newest, and of what the index finds


def read_forum_version(session: Session) -> UUID:
    """Another after every change."""
    return session.scalars(select(ForumState.version)).one()


def list_questions(
    session: Session, *, words: str = "", tag: str = "", category_id: int | None = None, before: int | None = None
) -> Sequence[ForumQuestion]:
    """Public ones, newest first, or those that hold all words, the best first."""
    wanted = select(ForumQuestion).where(ForumQuestion.is_shown).options(joinedload(ForumQuestion.category))
    wanted = wanted.where(ForumQuestion.tags.contains([tag])) if tag else wanted
    wanted = wanted.where(ForumQuestion.category_id == category_id) if category_id else wanted
    wanted = wanted.where(ForumQuestion.id < before) if before else wanted
    if query := match_all(words, "id", {}):
        asked = func.to_tsquery("simple", query)
        hits = wanted.where(ForumQuestion.id.in_(_candidates(asked)))
        return session.scalars(hits.order_by(func.ts_rank_cd(ForumQuestion.search, asked).desc()).limit(PAGE)).all()
    return session.scalars(wanted.order_by(ForumQuestion.id.desc()).limit(PAGE)).all()


def list_similar_questions(session: Session, *, words: str) -> Sequence[ForumQuestion]:
    """While somebody types a title: some of the words are enough."""
    query = match_any(words, "id", {})
    if not query:
        return ()
    asked = func.to_tsquery("simple", query)
    hits = select(ForumQuestion).where(ForumQuestion.is_shown, ForumQuestion.duplicate_of_id.is_(None))
    hits = hits.where(ForumQuestion.id.in_(_candidates(asked)))
    return session.scalars(hits.order_by(func.ts_rank_cd(ForumQuestion.search, asked).desc()).limit(SIMILAR)).all()


def _candidates(asked: Any) -> Any:
    """Ids of what is worth ranking: hits among the newest questions, and so many that the index finds.

    A word that a third of a hundred thousand questions hold would otherwise have each of them read and ranked.
    """
    fits = ForumQuestion.search.op("@@")(asked)
    recent = select(ForumQuestion.id, fits.label("fits")).where(ForumQuestion.is_shown)
    newest = recent.order_by(ForumQuestion.id.desc()).limit(RANKED).subquery()
    indexed = select(ForumQuestion.id).where(ForumQuestion.is_shown, fits).cte("indexed")
    found = indexed.prefix_with("MATERIALIZED", dialect="postgresql")
    return union(select(newest.c.id).where(newest.c.fits), select(found.c.id).limit(RANKED))


def get_question(session: Session, question_id: int, *, reader: User | None) -> ForumQuestion:
    """A public one; one that is held for its author and for moderators."""
    wanted = select(ForumQuestion).where(ForumQuestion.id == question_id, questions_visible_to(reader))
    question = session.scalars(wanted).one_or_none()
    if question is None:
        raise NotFound
    return question


def list_posts(session: Session, *, question_id: int, reader: User | None) -> Sequence[ForumPost]:
    wanted = select(ForumPost).where(ForumPost.question_id == question_id, posts_visible_to(reader))
    return session.scalars(wanted.options(joinedload(ForumPost.author)).order_by(ForumPost.id)).all()


def is_following(session: Session, *, reader: User, question_id: int) -> bool:
    found = select(ForumFollow.id).where(ForumFollow.user_id == reader.id, ForumFollow.question_id == question_id)
    return session.scalar(found) is not None


def list_followers_of(session: Session, *, question: ForumQuestion, first: bool) -> Sequence[User]:
    """Of the question; of its tags and category when it is new."""
    of_it = ForumFollow.question_id == question.id
    if first:
        of_it = or_(ForumFollow.tag.in_(question.tags), ForumFollow.category_id == question.category_id)
    wanted = select(User).where(User.id.in_(select(ForumFollow.user_id).where(of_it))).order_by(User.id)
    return session.scalars(wanted).all()
