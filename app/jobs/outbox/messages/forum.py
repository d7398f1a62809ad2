"""Messages about the forum: to those who follow a question, a tag or a category."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_member
from app.models.accounts.user import UserStatus
from app.models.forum.forum import ForumPost, PostKind, PostStatus
from app.models.messaging.outbox import OutboxMessage
from workflows.forum import list_followers_of


def to_followers(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Unless it has been hidden meanwhile; never to who wrote it."""
    post = session.get(ForumPost, message.payload["post_id"])
    if post is None or post.status != PostStatus.SHOWN:
        return
    facts = {"question": post.question, "text": post.body[:600], "who": post.author.name}
    for user in list_followers_of(session, question=post.question, first=post.kind == PostKind.QUESTION):
        if user.id != post.author_id and user.status == UserStatus.ACTIVE:
            yield from to_member(session, user, message.kind, facts, link=f"/forum/{post.question_id}")


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {"forum.asked": to_followers, "forum.answered": to_followers}
