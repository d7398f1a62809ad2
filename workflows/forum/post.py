"""Writing in the forum: what a text must be, whether it is held, and what a question counts."""

import re
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, literal_column, select, update
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear
from app.core.text.markdown import plain_words
from app.models.accounts.user import User
from app.models.forum.forum import LONGEST_BODY, ForumPost, ForumQuestion, PostKind, PostStatus
from app.models.forum.forum_flow import MODERATORS
from app.policies.help_words import stem_text
from workflows.forum.events import ForumAnswered, ForumAsked
from workflows.outbox_events import emit
from workflows.transitions import note

FIRST_POSTS = 2  # so many of a newcomer are looked at before others read them
NEWCOMER = timedelta(days=7)  # whose links are looked at
_LINK = re.compile(r"https?://|www\.|\]\(", re.IGNORECASE)


def checked_body(body: str) -> str:
    text = clear(body).strip()
    if not 0 < len(text) <= LONGEST_BODY:
        raise Invalid(N_("Tulis teksnya, paling panjang 10.000 huruf."), field="body")
    return text


def status_for(session: Session, author: User, body: str, *, now: datetime) -> PostStatus:
    """The team is trusted; others after two posts that were shown, with links after a week."""
    if author.role in MODERATORS:
        return PostStatus.SHOWN
    shown = select(func.count()).where(ForumPost.author_id == author.id, ForumPost.status == PostStatus.SHOWN)
    if (session.scalar(shown) or 0) < FIRST_POSTS:
        return PostStatus.HELD
    newcomer = author.created_at > now - NEWCOMER
    return PostStatus.HELD if newcomer and _LINK.search(body) else PostStatus.SHOWN


def add_post(
    session: Session,
    *,
    question: ForumQuestion,
    kind: PostKind,
    body: str,
    author: User,
    now: datetime,
    parent_id: int | None = None,
) -> ForumPost:
    text = checked_body(body)
    post = ForumPost(
        question_id=question.id,
        kind=kind,
        parent_id=parent_id,
        body=text,
        author_id=author.id,
        status=status_for(session, author, text, now=now),
        created_at=now,
    )
    session.add(post)
    session.flush()
    note(session, "forum_posts", post.id, "created", actor=author, now=now, kind=["", str(kind)])
    count_again(session, post, now=now)
    if post.status == PostStatus.SHOWN:
        announce(session, post, now=now)
    return post


def announce(session: Session, post: ForumPost, *, now: datetime) -> None:
    """Once, when others may read it: followers of the question, or of its tags and category."""
    event = ForumAsked if post.kind == PostKind.QUESTION else ForumAnswered
    emit(session, event(post_id=post.id), now=now, once=f"forum:{post.id}")


def count_again(session: Session, post: ForumPost, *, now: datetime) -> None:
    """What a question shows of its posts, and the words it is found by; counted once the question is locked."""
    question_id = post.question_id
    session.execute(select(ForumQuestion.id).where(ForumQuestion.id == question_id).with_for_update())
    of_it = (ForumPost.question_id == question_id, ForumPost.status == PostStatus.SHOWN)
    answers = select(func.count()).where(*of_it, ForumPost.kind == PostKind.ANSWER).scalar_subquery()
    shown = select(func.count() > 0).where(*of_it, ForumPost.kind == PostKind.QUESTION).scalar_subquery()
    of_others = (*of_it, ForumPost.kind == PostKind.ANSWER, ForumPost.author_id != ForumQuestion.author_id)
    values: dict[str, Any] = {"answers": answers, "is_answered": exists().where(*of_others), "is_shown": shown}
    if post.status == PostStatus.SHOWN:
        values["last_at"] = func.greatest(ForumQuestion.last_at, now)
    if post.kind == PostKind.QUESTION:
        title = session.scalar(select(ForumQuestion.title).where(ForumQuestion.id == question_id)) or ""
        heading = func.setweight(func.to_tsvector("simple", stem_text(title, "id")), literal_column("'A'"))
        text = func.to_tsvector("simple", stem_text(plain_words(post.body), "id"))
        values["search"] = heading.op("||")(text)
    counted = update(ForumQuestion).where(ForumQuestion.id == question_id).values(**values)
    session.execute(counted.execution_options(noted=True, synchronize_session=False))
    session.expire_all()
