"""What moderators decide."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_, gettext
from app.models.accounts.user import User
from app.models.forum.forum import ForumPost, ForumQuestion, PostKind, PostStatus
from app.models.forum.forum_flow import FORUM_FLOW
from workflows.help import ArticleText, write_article
from workflows.transitions import transition


def promote_question(session: Session, *, post_id: int, actor: User, now: datetime) -> ForumPost:
    """Question and accepted answer, or the first one, as a draft of the help centre."""
    post: ForumPost = transition(session, FORUM_FLOW, post_id, "promote", actor=actor, now=now)
    question = session.get_one(ForumQuestion, post.question_id, with_for_update=True, populate_existing=True)
    if question.article_id is not None:
        raise NotAvailable(N_("Pertanyaan ini sudah menjadi artikel."))
    answers = select(ForumPost).where(
        ForumPost.question_id == question.id,
        ForumPost.kind == PostKind.ANSWER,
        ForumPost.status == PostStatus.SHOWN,
    )
    best = (ForumPost.id == question.accepted_id).desc().nulls_last()
    answer = session.scalars(answers.order_by(best, ForumPost.id).limit(1)).one_or_none()
    parts = ["## " + gettext("Pertanyaan"), post.body, "## " + gettext("Jawaban"), answer.body if answer else "…"]
    text = ArticleText(title=question.title, body="\n\n".join(parts), category_id=question.category_id)
    question.article_id = write_article(session, text=text, actor=actor, now=now).id
    session.flush()
    return post
