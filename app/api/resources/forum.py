"""The forum: questions, and posts with their answers and comments."""

from typing import Any

from sqlalchemy.orm import Session

from app.api.errors import TooFast
from app.api.fields import Items, Text, Whole
from app.api.resource import Foreign, Resource, Write, one_of, same, yes_no
from app.api.schemas import record_schema
from app.http.security.anonymous_rate_limits import allows
from app.models.accounts.user import User
from app.models.forum.forum import (
    LONGEST_BODY,
    LONGEST_TITLE,
    MOST_TAGS,
    POSTED_IN_AN_HOUR,
    ForumPost,
    ForumQuestion,
)
from app.models.help.article import Article
from app.policies.public_visibility import posts_visible_to, questions_visible_to
from app.policies.visibility import articles_visible_to
from workflows.forum import answer_question, ask_question, edit_post


def _check_rate_limit(actor: User) -> None:
    """Counted together with the pages."""
    if not allows("forum", most=POSTED_IN_AN_HOUR, who=f"user:{actor.id}"):
        raise TooFast


def _ask(session: Session, *, actor: User, **given: Any) -> ForumQuestion:
    _check_rate_limit(actor)
    return ask_question(session, actor=actor, **given)


def _answer(session: Session, *, actor: User, **given: Any) -> ForumPost:
    _check_rate_limit(actor)
    return answer_question(session, actor=actor, **given)


def _edit(session: Session, *, record: ForumPost, body: str, actor: User, now: Any) -> ForumPost:
    return edit_post(session, post_id=record.id, body=body, actor=actor, now=now)


QUESTIONS = Resource(
    "forum_questions",
    ForumQuestion,
    record_schema(
        "ForumQuestion",
        ForumQuestion,
        (
            *("id", "title", "category_id", "author_id", "is_shown", "is_outdated", "duplicate_of_id", "accepted_id"),
            *("answers", "last_at", "article_id", "version", "created_at"),
        ),
        tags=Items(Text(40)),
    ),
    questions_visible_to,
    foreign={
        "article_id": Foreign(Article, articles_visible_to),
        "accepted_id": Foreign(ForumPost, posts_visible_to),
        "duplicate_of_id": Foreign(ForumQuestion, questions_visible_to),
    },
    filters={
        "category_id": same(ForumQuestion.category_id),
        "author_id": same(ForumQuestion.author_id),
        "is_shown": yes_no(ForumQuestion.is_shown),
    },
    create=Write(
        lambda: {
            "title": Text(LONGEST_TITLE, least=1, required=True),
            "body": Text(LONGEST_BODY, least=1, required=True),
            "tags": Items(Text(40), most=MOST_TAGS, load_default=list),
            "category_id": Whole(1, allow_none=True, load_default=None),
        },
        _ask,
    ),
)

POSTS = Resource(
    "forum_posts",
    ForumPost,
    record_schema(
        "ForumPost",
        ForumPost,
        ("id", "question_id", "parent_id", "kind", "status", "body", "author_id", "edited_at", "version", "created_at"),
    ),
    posts_visible_to,
    foreign={"parent_id": Foreign(ForumPost, posts_visible_to)},
    filters={
        "status": one_of(ForumPost.status),
        "kind": one_of(ForumPost.kind),
        "question_id": same(ForumPost.question_id),
        "author_id": same(ForumPost.author_id),
    },
    create=Write(
        lambda: {
            "question_id": Whole(1, required=True),
            "body": Text(LONGEST_BODY, least=1, required=True),
            "parent_id": Whole(1, allow_none=True, load_default=None),
        },
        _answer,
    ),
    edit=Write(lambda: {"body": Text(LONGEST_BODY, least=1, required=True)}, _edit),
)
