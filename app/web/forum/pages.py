"""Reading the forum."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.core.db import db
from app.core.identifiers import read_id
from app.core.text.markdown import render_markdown
from app.http.auth.access import public
from app.http.auth.signed_in import find_signed_in_user
from app.http.pages.language import choose_locale
from app.http.security.anonymous_rate_limits import allows
from app.models.forum.forum import PostKind
from app.models.forum.forum_flow import MODERATORS
from app.models.help.article import HelpCategory
from app.web.forum.blueprint import blueprint
from app.web.forum.cached_pages import alike_for_visitors
from workflows.forum import get_question, is_following, list_posts, list_questions, list_similar_questions

PAGE = 25
SEARCHED_IN_AN_HOUR = 400


@blueprint.get("")
@public()
@alike_for_visitors("tag", "category", "before")
def index() -> str:
    words, tag = (request.args.get(name, "").replace("\x00", "").strip()[:200] for name in ("q", "tag"))
    category_id, before = (read_id(request.args.get(name, "")) for name in ("category", "before"))
    found = list_questions(db.session(), words=words, tag=tag, category_id=category_id, before=before)
    return render_template(
        "forum/index.html",
        questions=found,
        words=words,
        tag=tag,
        category_id=category_id,
        older=found[-1].id if len(found) == PAGE and not words else None,
        categories=db.session.scalars(select(HelpCategory).order_by(HelpCategory.position)).all(),
        locale=choose_locale(),
        me=find_signed_in_user(),
    )


@blueprint.get("/similar")
@public()
def similar() -> ResponseReturnValue:
    """While a title is typed."""
    words = request.args.get("words", "").replace("\x00", "")[:200]
    fine = allows("forum-similar", most=SEARCHED_IN_AN_HOUR)
    found = list_similar_questions(db.session(), words=words) if fine else ()
    return render_template("forum/_similar.html", found=found)


@blueprint.get("/<int:question_id>")
@public()
@alike_for_visitors()
def question(question_id: int) -> str:
    return draw_question(question_id)


def draw_question(
    question_id: int,
    *,
    error: str = "",
    typed: str = "",
    parent_id: int | None = None,
    reported: tuple[int, str] = (0, ""),
) -> str:
    """The page; after a refusal with what was typed: an answer, a comment on `parent_id`, a report of a post."""
    session, me = db.session(), find_signed_in_user()
    found = get_question(session, question_id, reader=me)
    posts = list_posts(session, question_id=question_id, reader=me)
    rows = [
        {"post": one, "html": render_markdown(one.body).html, "staff": one.author.role in MODERATORS} for one in posts
    ]
    return render_template(
        "forum/question.html",
        question=found,
        first=next((row for row in rows if row["post"].kind == PostKind.QUESTION), None),
        answers=sorted(
            (row for row in rows if row["post"].kind == PostKind.ANSWER),
            key=lambda row: (row["post"].id != found.accepted_id, row["post"].id),
        ),
        comments=[row for row in rows if row["post"].kind == PostKind.COMMENT],
        me=me,
        may_accept=me is not None and (me.id == found.author_id or me.role in MODERATORS),
        moderates=me is not None and me.role in MODERATORS,
        follows=me is not None and is_following(session, reader=me, question_id=question_id),
        error=error,
        typed=typed,
        reported=reported,
        parent_id=parent_id,
    )
