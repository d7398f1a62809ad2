"""Accept the answer that solved a question."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotFound
from app.core.i18n import gettext
from app.models.accounts.user import User
from app.models.forum.forum import ForumPost, ForumQuestion, PostKind, PostStatus
from app.models.forum.forum_flow import MODERATORS
from workflows.exp import award
from workflows.transitions import note

POINTS = 15


def accept_answer(session: Session, *, post_id: int, actor: User, now: datetime) -> ForumQuestion:
    """By whoever asked, or a moderator. Its author gets EXP: once for a question, never for their own."""
    post = session.get(ForumPost, post_id, with_for_update=True, populate_existing=True)  # nobody hides it meanwhile
    if post is None or post.kind != PostKind.ANSWER or post.status != PostStatus.SHOWN:
        raise NotFound
    question = session.get_one(ForumQuestion, post.question_id, with_for_update=True, populate_existing=True)
    if question.author_id != actor.id and actor.role not in MODERATORS:
        raise NotAllowed
    before, question.accepted_id = question.accepted_id, post.id
    session.flush()
    note(session, "forum_posts", post.id, "accept", actor=actor, now=now)
    note(session, "forum_questions", question.id, "accepted", actor=actor, now=now, accepted_id=[before, post.id])
    if post.author_id not in {question.author_id, actor.id} and post.author.role not in MODERATORS:
        award(
            session,
            user_id=post.author_id,
            points=POINTS,
            rule="forum.accepted",
            source=("forum_question", question.id),
            reason=gettext("Jawaban diterima: %(title)s", title=question.title)[:300],
            actor=actor,
            now=now,
        )
    return question
